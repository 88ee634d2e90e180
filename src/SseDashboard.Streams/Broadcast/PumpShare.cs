using System.Collections.Concurrent;

namespace SseDashboard.Streams;

/// <summary>The subscribers of one channel that one pump writes to. Only the pump's thread touches the list.</summary>
internal sealed class PumpShare(BroadcastPump pump)
{
    private readonly ConcurrentQueue<CursorSource> _joining = new();
    private readonly List<CursorSource> _subscribers = [];
    private readonly PumpTurn _turn = new();
    private int _awake;

    /// <summary>Adds a subscriber before the next round.</summary>
    public void Join(CursorSource subscriber)
    {
        _joining.Enqueue(subscriber);
        Wake();
    }

    /// <summary>Has the pump make a round, unless one is due anyway.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            pump.Enqueue(this);
    }

    /// <summary>Writes to every subscriber what it has not yet, and forgets those that have left.</summary>
    public void Pump()
    {
        // Before any head is read: an event published from here on asks for another round.
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
