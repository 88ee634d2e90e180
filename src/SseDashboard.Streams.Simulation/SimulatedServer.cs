using System.Security.Cryptography;

namespace SseDashboard.Streams;

/// <summary>
/// A server of a simulated log. It numbers events as the scripts for Redis do: an epoch belongs to one server, and another one
/// begins a new epoch before it numbers an event. Not thread-safe.
/// </summary>
internal sealed class SimulatedServer
{
    private const int MostEpochs = 16;

    private readonly int _maxEvents;
    private readonly int _maxBytes;
    private string _server = NewName();
    private string _begunBy;

    /// <summary>Creates a server without events.</summary>
    /// <param name="maxEvents">The most events it keeps.</param>
    /// <param name="maxBytes">The most bytes of events it keeps; no event may have more.</param>
    public SimulatedServer(int maxEvents, int maxBytes)
    {
        (_maxEvents, _maxBytes, _begunBy) = (maxEvents, maxBytes, _server);
        History = new(new(maxEvents, maxBytes), [new(NewName(), 0)], version: 0);
    }

    /// <summary>The events that it has, and their epochs.</summary>
    public HistoryView History { get; private set; }

    /// <summary>The ids of its events after a sequence number, oldest first.</summary>
    public IReadOnlyList<string> IdsAfter(long sequence)
    {
        var ids = new List<string>();
        while (++sequence <= History.Head)
            ids.Add(History.IdOf(sequence));
        return ids;
    }

    /// <summary>Makes a replica a primary: from now on it has a name that no server ever had.</summary>
    public void Promote() => _server = NewName();

    // excerpt: fence-epoch
    /// <summary>Numbers an event and keeps it.</summary>
    /// <exception cref="EventTooLargeException">The event takes more than <paramref name="maxBytes"/> bytes.</exception>
    public EventFrame Append(ServerSentEvent @event, int maxBytes)
    {
        // The server that began this epoch may have numbered events that never reached this one.
        if (_begunBy != _server)
            BeginEpoch();
        var frame = EventFrame.Of(@event with { Id = History.IdOf(History.Head + 1) });
        if (frame.Bytes.Length > maxBytes)
            throw new EventTooLargeException(frame.Bytes.Length, maxBytes);
        History.Ring.Add(frame.Bytes.Span);
        return frame;
    }

    private void BeginEpoch()
    {
        History = new(History.Ring, [.. History.Epochs.TakeLast(MostEpochs - 1), new(NewName(), History.Head)], version: 0);
        _begunBy = _server;
    }
    // end excerpt

    /// <summary>Receives an event that the primary has appended.</summary>
    public void Follow(SimulatedServer primary, EventFrame frame)
    {
        History = new(History.Ring, primary.History.Epochs, version: 0);
        History.Ring.Add(frame.Bytes.Span);
        (_server, _begunBy) = (primary._server, primary._begunBy);
    }

    /// <summary>Becomes a replica with all that the primary has, and nothing else.</summary>
    public void Copy(SimulatedServer primary)
    {
        History = new(CopyRing(primary.History), primary.History.Epochs, version: 0);
        (_server, _begunBy) = (primary._server, primary._begunBy);
    }

    /// <summary>A copy of a history's events, which can be added to.</summary>
    public HistoryRing CopyRing(HistoryView history)
    {
        var ring = new HistoryRing(_maxEvents, _maxBytes, history.Oldest - 1);
        for (long sequence = history.Oldest; sequence <= history.Head; sequence++)
            ring.Add(history.FrameOf(sequence)!.Bytes.Span);
        return ring;
    }

    private static string NewName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
}
