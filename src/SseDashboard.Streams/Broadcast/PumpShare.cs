using System.Collections.Concurrent;

namespace SseDashboard.Streams;

/// <summary>The subscribers of one channel that one pump writes to.</summary>
internal sealed class PumpShare(BroadcastPump pump)
{
    private readonly ConcurrentQueue<CursorSource> _joining = new();
    // Only the pump's thread uses the list.
    private readonly List<CursorSource> _subscribers = [];
    private readonly PumpTurn _turn = new();
    private int _awake;

    /// <summary>Adds a subscriber before the next round.</summary>
    public void Join(CursorSource subscriber)
    {
        _joining.Enqueue(subscriber);
        Wake();
    }

    /// <summary>Schedules a round unless one is scheduled already.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            pump.Enqueue(this);
    }

    /// <summary>Writes the new events to every subscriber and removes those that have left.</summary>
    public void Pump()
    {
        // Before any head is read, so that an event published from now on schedules another round.
        Interlocked.Exchange(ref _awake, 0);
        while (_joining.TryDequeue(out var joining))
            _subscribers.Add(joining);
        for (int i = _subscribers.Count - 1; i >= 0; i--)
        {
            var subscriber = _subscribers[i];
            if (!subscriber.HasLeft)
            {
                subscriber.Pump(_turn);
                continue;
            }

            _subscribers[i] = _subscribers[^1];
            _subscribers.RemoveAt(_subscribers.Count - 1);
        }
    }
}
