namespace SseDashboard.Streams;

/// <summary>
/// A thread that writes broadcasts to its share of the subscribers. It never waits for a client: it skips one whose flush is
/// pending, which catches up once it has read.
/// </summary>
internal sealed class BroadcastPump
{
    private readonly Lock _starting = new();
    private readonly object _signal = new();
    private readonly Queue<PumpShare> _due = new();
    private Thread? _thread;
    private bool _stopped;

    /// <summary>Schedules a round for a share and starts the thread if need be.</summary>
    public void Enqueue(PumpShare share)
    {
        lock (_signal)
        {
            _due.Enqueue(share);
            if (_due.Count == 1)
                Monitor.Pulse(_signal);
        }

        if (Volatile.Read(ref _thread) is null)
            Start();
    }

    /// <summary>Ends the thread after its current round.</summary>
    public void Stop()
    {
        lock (_signal)
        {
            _stopped = true;
            Monitor.Pulse(_signal);
        }
    }

    private void Start()
    {
        lock (_starting)
        {
            if (_thread is not null)
                return;
            var thread = new Thread(Run) { IsBackground = true, Name = "Broadcast pump" };
            thread.Start();
            Volatile.Write(ref _thread, thread);
        }
    }

    private void Run()
    {
        while (Next() is { } share)
            share.Pump();
    }

    private PumpShare? Next()
    {
        lock (_signal)
        {
            while (_due.Count == 0 && !_stopped)
                Monitor.Wait(_signal);
            return _stopped ? null : _due.Dequeue();
        }
    }
}
