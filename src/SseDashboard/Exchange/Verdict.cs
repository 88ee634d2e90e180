namespace SseDashboard.Exchange;

/// <summary>
/// What became of a frame in the browser. It follows from the frame's bytes and their order, never from timing.
/// </summary>
public enum Verdict
{
    /// <summary>The frame is in transit, or the browser has not reported it yet.</summary>
    NotYetKnown,

    /// <summary>The browser dispatched the event.</summary>
    Dispatched,

    /// <summary>A comment: clients ignore it, but it keeps the connection alive.</summary>
    Comment,

    /// <summary>The frame has no <c>data</c> line, so there is no event; its id and retry still take effect.</summary>
    NoData,

    /// <summary>The frame has no <c>data</c> line, and its id is ignored because it contains U+0000.</summary>
    IdIgnored,

    /// <summary>The browser dispatched the event, but its type has no listener.</summary>
    NobodyListens,

    /// <summary>The stream ended before the whole frame arrived; the browser discards an unfinished block.</summary>
    CutOff,

    /// <summary>The page closed the stream before the frame arrived.</summary>
    ClosedBefore,

    /// <summary>The browser dispatched the event among others that came too fast to be matched one by one.</summary>
    InBurst,

    /// <summary>The browser dispatched the event, but the dashboard lost the record of it.</summary>
    NotRecorded,
}
