using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>Rates, types and heartbeats of one connection.</summary>
public sealed class StreamFigures
{
    /// <summary>The most names of blocks that are remembered, for the filter's list.</summary>
    public const int MaxNames = 100;

    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private DateTimeOffset _firstHeartbeat;
    private DateTimeOffset _lastHeartbeat;
    private (DateTimeOffset At, ObservedCounts Counts)? _measured;

    internal StreamFigures(DateTimeOffset startedAt) => Rates = new(startedAt);

    /// <summary>When its events, comments and bytes arrived.</summary>
    public StreamRates Rates { get; }

    /// <summary>The names of the blocks so far: event types and others; at most <see cref="MaxNames"/>.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>How many blocks were comments alone.</summary>
    public int Heartbeats { get; private set; }

    /// <summary>The average time between two of them; <see langword="null"/> before the second one.</summary>
    public TimeSpan? HeartbeatInterval => Heartbeats < 2 ? null : (_lastHeartbeat - _firstHeartbeat) / (Heartbeats - 1);

    /// <summary>Events in the last second.</summary>
    public double EventsPerSecond { get; private set; }

    /// <summary>Bytes in the last second.</summary>
    public double BytesPerSecond { get; private set; }

    internal void Take(EventBlock block)
    {
        string name = BlockWords.NameOf(block);
        if (_names.Count < MaxNames)
            _names.Add(name);
        bool isHeartbeat = name == "comment" && block.Event is null;
        Rates.Take(block, isHeartbeat);
        if (!isHeartbeat)
            return;
        Heartbeats++;
        _lastHeartbeat = block.LastArrival;
        if (Heartbeats == 1)
            _firstHeartbeat = block.LastArrival;
    }

    /// <summary>Measures the rates, once a second.</summary>
    internal void Measure(DateTimeOffset now, ObservedCounts counts)
    {
        Rates.Series.Reach(now);
        var (at, before) = _measured ??= (now, counts);
        double seconds = (now - at).TotalSeconds;
        if (seconds < 1)
            return;
        EventsPerSecond = (counts.Events - before.Events) / seconds;
        BytesPerSecond = (counts.Bytes - before.Bytes) / seconds;
        _measured = (now, counts);
    }
}
