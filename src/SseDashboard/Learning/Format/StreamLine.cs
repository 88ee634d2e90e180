namespace SseDashboard.Learning.Format;

/// <summary>What a line of an event stream is (HTML Living Standard, section 9.2.6).</summary>
public enum LineMeaning
{
    /// <summary>A <c>data</c> field.</summary>
    Data,

    /// <summary>An <c>event</c> field.</summary>
    EventType,

    /// <summary>An <c>id</c> field.</summary>
    Id,

    /// <summary>A <c>retry</c> field.</summary>
    Retry,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A field without effect.</summary>
    Ignored,

    /// <summary>A blank line that dispatches an event.</summary>
    Dispatch,

    /// <summary>A blank line after fields, none of which was <c>data</c>: nothing is dispatched.</summary>
    Discard,

    /// <summary>A blank line after nothing but comments or blank lines.</summary>
    Nothing,

    /// <summary>A line without an end: it is never processed.</summary>
    Unfinished,
}

/// <summary>An event as a client dispatches it.</summary>
/// <param name="Type">The type; <c>message</c> by default.</param>
/// <param name="Data">The data.</param>
/// <param name="LastEventId">The last event ID at that moment.</param>
public sealed record FormatEvent(string Type, string Data, string LastEventId);

/// <summary>The buffers of section 9.2.6 after a line.</summary>
/// <param name="Data">The data buffer.</param>
/// <param name="Type">The event type buffer.</param>
/// <param name="Id">The last event ID buffer.</param>
/// <param name="LastEventId">The last event ID string of the event source: the buffer's value at the latest blank line.</param>
/// <param name="Retry">The reconnection time in milliseconds; <see langword="null"/> until a line sets it.</param>
public sealed record Buffers(string Data, string Type, string Id, string LastEventId, double? Retry)
{
    /// <summary>The buffers at the start of a client's first stream.</summary>
    public static readonly Buffers Empty = new("", "", "", "", null);
}

/// <summary>One line, and what it does.</summary>
/// <param name="Start">Its offset in bytes.</param>
/// <param name="Length">Its length in bytes, without the line end.</param>
/// <param name="EndLength">The length of the line end: 2 for CRLF, 1 for CR or LF, 0 if there is none.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Field">The field's name; empty if it is no field.</param>
/// <param name="Value">The field's value, or the comment's text.</param>
/// <param name="Why">What it does and why, in plain words.</param>
/// <param name="After">The buffers after it.</param>
/// <param name="Dispatched">The event that it dispatches, if it does.</param>
public sealed record StreamLine(
    int Start, int Length, int EndLength, LineMeaning Meaning, string Field, string Value, string Why, Buffers After, FormatEvent? Dispatched = null);
