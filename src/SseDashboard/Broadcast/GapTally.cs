using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>Counts all gaps that a page received, including those whose rows have left the log.</summary>
internal sealed class GapTally
{
    private long _missed;
    private long _unknown;

    /// <summary>The number of gaps.</summary>
    public long Count { get; private set; }

    /// <summary>The most recent gap.</summary>
    public GapNotice? Newest { get; private set; }

    /// <summary>Adds a gap.</summary>
    public void Add(GapNotice notice)
    {
        Count++;
        _missed += notice.Missed ?? 0;
        _unknown += notice.Missed is null ? 1 : 0;
        Newest = notice;
    }

    /// <inheritdoc/>
    public override string ToString() => Words(Count, _missed, _unknown);

    /// <summary>Describes a number of gaps and what they missed.</summary>
    /// <param name="gaps">The number of gaps.</param>
    /// <param name="missed">The number of missed events, over the gaps that state it.</param>
    /// <param name="unknown">The number of gaps that do not state it.</param>
    public static string Words(long gaps, long missed, long unknown) => (gaps, missed, unknown) switch
    {
        (0, _, _) => "none",
        (_, _, 0) => $"{Quantity.Of(gaps, "gap")}, {Quantity.Of(missed, "event")} missed",
        (_, 0, _) => $"{Quantity.Of(gaps, "gap")}, unknown number of events",
        _ => $"{Quantity.Of(gaps, "gap")}, {Quantity.Of(missed, "event")} missed, plus an unknown number",
    };
}
