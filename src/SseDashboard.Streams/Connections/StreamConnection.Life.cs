namespace SseDashboard.Streams;

/// <summary>Counters, timeouts and the end.</summary>
public sealed partial class StreamConnection
{
    private readonly Lock _ending = new();
    private readonly long _expires;
    private volatile int _end;
    private volatile bool _cut;
    private bool _finished;
    private long _lastWrite;
    private long _waitingSince;
    private long _events;
    private long _bytes;

    /// <summary>The stream's number on this host, from 1.</summary>
    public long Id { get; }

    /// <summary>The client's address.</summary>
    internal StreamAddress Address { get; }

    /// <summary>The path of the request.</summary>
    internal string Path { get; }

    /// <summary>When the stream was admitted.</summary>
    internal DateTimeOffset OpenedAt { get; }

    /// <summary>Events, without comments, and bytes of the body written so far.</summary>
    internal (long Events, long Bytes) Written => (Volatile.Read(ref _events), Volatile.Read(ref _bytes));

    /// <summary>How many frames exist that are not written yet, if the source can tell.</summary>
    internal long? Lag => _source.Lag;

    /// <summary>Why the stream ended, or <see cref="StreamEnd.None"/>.</summary>
    public StreamEnd Reason => (StreamEnd)_end;

    /// <summary>
    /// Ends the stream after the current write; the first reason counts. With <paramref name="cut"/> a client that is not
    /// reading is disconnected at once instead of at the write timeout.
    /// </summary>
    /// <returns>Whether this was the first reason.</returns>
    internal bool End(StreamEnd reason, bool cut = false)
    {
        bool first = Interlocked.CompareExchange(ref _end, (int)reason, (int)StreamEnd.None) == (int)StreamEnd.None;
        if (cut && Volatile.Read(ref _waitingSince) != 0)
            Cut();
        Wake();
        return first;
    }

    /// <summary>Logs an exception and ends the stream. The response ends normally, so that everything written before arrives.</summary>
    public void Fail(Exception error)
    {
        StreamLog.StreamFailed(_life.Log, Id, Path, error);
        End(StreamEnd.Failed);
    }

    // excerpt: watch-connection
    /// <summary>Checks the write timeout, the lifetime and the heartbeat.</summary>
    internal void Tick(long now)
    {
        long waiting = Volatile.Read(ref _waitingSince);
        if (waiting != 0)
        {
            // A flush may become pending just after End looked, so a cut that was asked for then happens here.
            if (now - waiting >= _life.WriteTimeout || Reason is StreamEnd.Shutdown or StreamEnd.Dropped)
                End(StreamEnd.WriteTimeout, cut: true);
        }
        else if (now >= _expires)
        {
            End(StreamEnd.Lifetime);
        }
        else if (now - Volatile.Read(ref _lastWrite) >= _life.Heartbeat)
        {
            _heartbeatDue = true;
            Write();
        }
    }
    // end excerpt

    internal EventStreamInfo Info(long now)
    {
        long waiting = Volatile.Read(ref _waitingSince);
        return new(
            Id,
            Address.Text,
            Path,
            OpenedAt,
            Volatile.Read(ref _events),
            Volatile.Read(ref _bytes),
            _source.LastEventId,
            _source.Lag,
            _life.Until(_life.Heartbeat == long.MaxValue ? long.MaxValue : Volatile.Read(ref _lastWrite) + _life.Heartbeat, now),
            _life.Until(_expires, now),
            waiting == 0 ? null : _life.Clock.GetElapsedTime(waiting, now));
    }

    /// <summary>
    /// Waits for the producer of an ended stream. After <see cref="StreamOptions.ProducerTimeout"/> it is logged and abandoned,
    /// which frees the request and the client's connection. Nothing here or later touches the request's context.
    /// </summary>
    internal async Task WaitForProducerAsync(Task producing)
    {
        try
        {
            await producing.WaitAsync(_life.ProducerTimeout, _life.Clock);
        }
        catch (TimeoutException) when (!producing.IsCompleted)
        {
            _life.Metrics.ProducerTimedOut();
            StreamLog.ProducerStillRunning(_life.Log, Id, Path, _life.ProducerTimeout.TotalSeconds);
        }
    }

    // The server reuses the context for another request once this one is done; aborting later would hit that request.
    private void Cut()
    {
        lock (_ending)
        {
            if (_finished)
                return;
            _cut = true;
            _context.Abort();
        }
    }

    private void Finish()
    {
        lock (_ending)
            _finished = true;
        _source.Detach();
        _tap?.Ended(Reason);
        _done.TrySetResult();
    }
}
