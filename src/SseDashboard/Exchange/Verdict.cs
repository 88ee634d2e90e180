namespace SseDashboard.Exchange;

/// <summary>What became of a frame in the browser. It follows from the frame's bytes and their order, never from times.</summary>
public enum Verdict
{
    /// <summary>It is on its way, or what became of it has not been told yet.</summary>
    NotYetKnown,

    /// <summary>The browser dispatched it.</summary>
    Dispatched,

    /// <summary>A comment: a client ignores it, though it keeps the connection alive.</summary>
    Comment,

    /// <summary>It has no <c>data</c> line, so there is no event; its id and retry count all the same.</summary>
    NoData,

    /// <summary>It has no <c>data</c> line, and its id is ignored because of U+0000.</summary>
    IdIgnored,

    /// <summary>It was dispatched, but nobody listens for its type.</summary>
    NobodyListens,

    /// <summary>The stream ended before the browser had all of it: an unfinished block is discarded.</summary>
    CutOff,

    /// <summary>The page closed the stream before it arrived.</summary>
    ClosedBefore,

    /// <summary>The browser had it, but the dashboard lost the record of it.</summary>
    NotRecorded,
}
