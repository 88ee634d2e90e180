using SseDashboard.Streams;

namespace SseDashboard.Learning.Format;

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
/// <param name="Effect">What it does.</param>
/// <param name="Outcome">What became of the block to which it belongs.</param>
/// <param name="Field">The field's name; empty if it is no field.</param>
/// <param name="Value">The field's value, or the comment's text.</param>
/// <param name="Why">What it does and why, as text.</param>
/// <param name="After">The buffers after it.</param>
/// <param name="Dispatched">The event that it dispatches, if it does.</param>
public sealed record StreamLine(
    int Start, int Length, int EndLength, LineEffect Effect, BlockOutcome Outcome, string Field, string Value, string Why, Buffers After,
    FormatEvent? Dispatched)
{
    /// <summary>Whether it is the blank line of a block that has fields but no data, so that nothing is dispatched.</summary>
    public bool EndsWithoutEvent => this is { Effect: LineEffect.EndsBlock, Outcome: BlockOutcome.NoData };

    /// <summary>Whether it is a field without effect.</summary>
    public bool IsIgnored => Effect is LineEffect.IgnoredIdWithNul or LineEffect.IgnoredRetry or LineEffect.IgnoredUnknownField;
}
