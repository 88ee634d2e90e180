namespace SseDashboard.Inspecting;

/// <summary>
/// Events and bytes over time, in intervals of equal length from the request on. When all intervals are used, two of them become one:
/// the memory stays the same however long the stream lasts.
/// </summary>
public sealed class RateSeries
{
    /// <summary>The most intervals: two minutes of seconds, and as many bars as a phone's width can tell apart.</summary>
    public const int MaxIntervals = 120;

    private readonly DateTimeOffset _startedAt;
    private readonly long[] _events = new long[MaxIntervals];
    private readonly long[] _bytes = new long[MaxIntervals];

    internal RateSeries(DateTimeOffset startedAt) => _startedAt = startedAt;

    /// <summary>The length of an interval: a second, doubled as often as needed.</summary>
    public TimeSpan Width { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many intervals have begun.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The time covered: the last interval is not over yet.</summary>
    public TimeSpan Covered { get; private set; }

    /// <summary>The events in each interval.</summary>
    public ReadOnlySpan<long> Events => _events.AsSpan(0, Count);

    /// <summary>The bytes in each interval.</summary>
    public ReadOnlySpan<long> Bytes => _bytes.AsSpan(0, Count);

    internal void Add(DateTimeOffset at, long events, long bytes)
    {
        int index = IndexOf(at);
        _events[index] += events;
        _bytes[index] += bytes;
    }

    /// <summary>Begins the intervals up to a time, in which nothing more arrived.</summary>
    internal void Reach(DateTimeOffset now) => IndexOf(now);

    private int IndexOf(DateTimeOffset at)
    {
        var time = at - _startedAt;
        if (time > Covered)
            Covered = time;
        while (Covered >= Width * MaxIntervals)
            Halve();
        Count = Math.Max(Count, (int)(Covered / Width) + 1);
        return time < TimeSpan.Zero ? 0 : (int)(time / Width);
    }

    private void Halve()
    {
        foreach (long[] values in (long[][])[_events, _bytes])
        {
            for (int i = 0; i < MaxIntervals / 2; i++)
                values[i] = values[2 * i] + values[(2 * i) + 1];
            values.AsSpan(MaxIntervals / 2).Clear();
        }

        Width *= 2;
        Count = (Count + 1) / 2;
    }
}
