namespace SseDashboard.Streams;

/// <summary>What a line of an event stream does (HTML Living Standard, section 9.2.6).</summary>
public enum LineEffect
{
    /// <summary>The blank line: ends the block and dispatches its event, if it has data.</summary>
    EndsBlock,

    /// <summary>A comment: starts with a colon and is ignored.</summary>
    Comment,

    /// <summary><c>data</c>: appends its value and an LF to the data.</summary>
    AppendsData,

    /// <summary><c>event</c>: sets the event type.</summary>
    SetsType,

    /// <summary><c>id</c>: sets the last event ID, which counts from the blank line on.</summary>
    SetsId,

    /// <summary><c>retry</c>: sets the reconnection time at once.</summary>
    SetsReconnectionTime,

    /// <summary>Ignored: an <c>id</c> that contains U+0000.</summary>
    IgnoredIdWithNul,

    /// <summary>Ignored: a <c>retry</c> that does not consist of ASCII digits only.</summary>
    IgnoredRetry,

    /// <summary>Ignored: a field that the standard does not define.</summary>
    IgnoredUnknownField,

    /// <summary>The last line, whose line end has not arrived: it is not processed.</summary>
    Unfinished,
}
