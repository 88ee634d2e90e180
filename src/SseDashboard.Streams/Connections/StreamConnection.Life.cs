namespace SseDashboard.Streams;

/// <summary>The times, the end and the accounts of a stream.</summary>
internal sealed partial class StreamConnection
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

    /// <summary>Counts the streams of this host from 1.</summary>
    public long Id { get; }

    /// <summary>The client's address as the limits count it.</summary>
    public StreamAddress Address { get; }

    /// <summary>The path of the request.</summary>
    public string Path { get; }

    /// <summary>When the stream was admitted.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>Events, without comments, and bytes of the body written so far.</summary>
    public (long Events, long Bytes) Written => (Volatile.Read(ref _events), Volatile.Read(ref _bytes));

    /// <summary>How many frames exist that are not written yet, if that can be said.</summary>
    public long? Lag => _source.Lag;

    /// <summary>Why the stream ended, or <see cref="StreamEnd.None"/>.</summary>
    public StreamEnd Reason => (StreamEnd)_end;

    /// <summary>
    /// Ends the stream after the frame that is being written; the first reason counts. With <paramref name="cut"/> a client
    /// that is not reading is cut off at once instead of at the write timeout.
    /// </summary>
    /// <returns>Whether the stream had no reason to end before.</returns>
    public bool End(StreamEnd reason, bool cut = false)
    {
        bool first = Interlocked.CompareExchange(ref _end, (int)reason, (int)StreamEnd.None) == (int)StreamEnd.None;
        if (cut && Volatile.Read(ref _waitingSince) != 0)
            Cut();
        Wake();
        return first;
    }

    /// <summary>Ends the stream because of an exception, which is logged. The response ends like any other, so that nothing
    /// that was written before is lost with it.</summary>
    public void Fail(Exception error)
    {
        StreamLog.StreamFailed(_life.Log, Id, Path, error);
        End(StreamEnd.Failed);
    }

    /// <summary>Looks at the clock: a write that takes too long, the end of the lifetime, a heartbeat that is due.</summary>
    public void Tick(long now)
    {
        long waiting = Volatile.Read(ref _waitingSince);
        if (waiting != 0)
        {
            // A stream that was to end at once may have begun to wait just after it was told.
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

    /// <summary>The stream as a row of the list.</summary>
    public ConnectionInfo Info(long now)
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
    /// Waits for a producer whose stream has ended. One that does not end in time is logged and left to itself, so that the
    /// request, and with it the client's connection, is free. Nothing here or later touches the request's context.
    /// </summary>
    public async Task WaitForProducerAsync(Task producing)
    {
        try
        {
            await producing.WaitAsync(_life.ProducerTimeout, _life.Clock);
        }
        catch (TimeoutException) when (!producing.IsCompleted)
        {
            _life.Metrics.ProducerTimedOut();
            StreamLog.ProducerGoesOn(_life.Log, Id, Path, _life.ProducerTimeout.TotalSeconds);
        }
    }

    // The context may serve another request as soon as this one is done, so that an abort must not come later.
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
