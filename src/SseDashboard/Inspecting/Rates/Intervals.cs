namespace SseDashboard.Inspecting;

/// <summary>
/// The times between arrivals. Shortest and longest are exact; the median is the average of those within 9 % of it, so that the memory
/// stays the same however many there are.
/// </summary>
public sealed class Intervals
{
    // Bins per doubling, each 9 % wide, from a microsecond to 24 days.
    private const int PerDoubling = 8;
    private const int Doublings = 41;

    private readonly (long Count, TimeSpan Sum)[] _bins = new (long, TimeSpan)[PerDoubling * Doublings];
    private DateTimeOffset? _last;

    /// <summary>How many arrivals there were.</summary>
    public long Arrivals { get; private set; }

    /// <summary>How many intervals there were: one fewer than arrivals.</summary>
    public long Count => Math.Max(0, Arrivals - 1);

    /// <summary>The shortest; zero if there is none.</summary>
    public TimeSpan Shortest { get; private set; }

    /// <summary>The longest; zero if there is none.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>When the longest ended.</summary>
    public DateTimeOffset LongestUntil { get; private set; }

    /// <summary>The median; zero if there is none.</summary>
    public TimeSpan Median
    {
        get
        {
            if (Count == 0)
                return TimeSpan.Zero;
            int bin = 0;
            long before = (Count + 1) / 2;
            while ((before -= _bins[bin].Count) > 0)
                bin++;
            return _bins[bin].Sum / _bins[bin].Count;
        }
    }

    /// <summary>Something arrived. What arrives at the same time as the one before, in the same chunk, is no arrival of its own.</summary>
    internal void Arrived(DateTimeOffset at)
    {
        if (_last is not { } last)
        {
            (_last, Arrivals) = (at, 1);
            return;
        }

        var interval = at - last;
        if (interval <= TimeSpan.Zero)
            return;
        _last = at;
        Arrivals++;
        ref var bin = ref _bins[BinOf(interval)];
        bin = (bin.Count + 1, bin.Sum + interval);
        if (Count == 1 || interval < Shortest)
            Shortest = interval;
        if (interval > Longest)
            (Longest, LongestUntil) = (interval, at);
    }

    private int BinOf(TimeSpan interval) => (int)Math.Clamp(Math.Log2(interval.TotalMicroseconds) * PerDoubling, 0, _bins.Length - 1);
}
