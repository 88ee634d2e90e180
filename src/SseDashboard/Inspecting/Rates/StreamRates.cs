using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>When the events, comments and bytes of one connection arrived.</summary>
public sealed class StreamRates
{
    private long _readTo;
    private DateTimeOffset _lastEvent;
    private int _atOnce;

    internal StreamRates(DateTimeOffset startedAt) => Series = new(startedAt);

    /// <summary>Events and bytes over time.</summary>
    public RateSeries Series { get; }

    /// <summary>The times between arrivals of events.</summary>
    public Intervals Events { get; } = new();

    /// <summary>The times between blocks that are comments alone, which servers send as heartbeats.</summary>
    public Intervals Heartbeats { get; } = new();

    /// <summary>The most events that arrived at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Blocks that were dropped before they were counted here.</summary>
    public long Missed { get; private set; }

    internal void Take(EventBlock block, bool isHeartbeat)
    {
        foreach (var chunk in block.Chunks)
            TakeBytes(chunk.At, chunk.Offset, chunk.Offset + chunk.Length);
        // Chunks that the block does not list.
        TakeBytes(block.LastArrival, _readTo, block.Offset + block.Bytes.Length);
        if (isHeartbeat)
            Heartbeats.Arrived(block.LastArrival);
        if (block.Event is null)
            return;
        Events.Arrived(block.LastArrival);
        Series.Add(block.LastArrival, 1, 0);
        _atOnce = block.LastArrival == _lastEvent ? _atOnce + 1 : 1;
        _lastEvent = block.LastArrival;
        MostAtOnce = Math.Max(MostAtOnce, _atOnce);
    }

    /// <summary>Blocks were dropped before they could be taken.</summary>
    internal void Miss(long blocks) => Missed += blocks;

    // A chunk can hold the end of one block and the beginning of another, which both list it.
    private void TakeBytes(DateTimeOffset at, long from, long to)
    {
        if (to <= _readTo)
            return;
        Series.Add(at, 0, to - Math.Max(from, _readTo));
        _readTo = to;
    }
}
