using SseDashboard.Components.Live;
using SseDashboard.Streams;

namespace SseDashboard.Components.Broadcasts;

/// <summary>All the gaps that a page was told of, however long ago their rows fell out of the log.</summary>
internal sealed class GapTally
{
    private long _missed;
    private long _unknown;

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>The newest of them.</summary>
    public GapNotice? Newest { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(GapNotice notice)
    {
        Count++;
        _missed += notice.Missed ?? 0;
        _unknown += notice.Missed is null ? 1 : 0;
        Newest = notice;
    }

    /// <inheritdoc/>
    public override string ToString() => Words(Count, _missed, _unknown);

    /// <summary>How many gaps, and how much was missed.</summary>
    /// <param name="gaps">How many gaps there were.</param>
    /// <param name="missed">How many events were missed, where the number is known.</param>
    /// <param name="unknown">Of how many of these gaps it is not.</param>
    public static string Words(long gaps, long missed, long unknown) => (gaps, missed, unknown) switch
    {
        (0, _, _) => "none",
        (_, _, 0) => $"{Quantity.Of(gaps, "gap")}, {Quantity.Of(missed, "event")} missed",
        (_, 0, _) => $"{Quantity.Of(gaps, "gap")}, nobody knows of how many events",
        _ => $"{Quantity.Of(gaps, "gap")}, {Quantity.Of(missed, "event")} missed and nobody knows how many more",
    };
}
