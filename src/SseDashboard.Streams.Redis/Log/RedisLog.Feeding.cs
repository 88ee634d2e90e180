namespace SseDashboard.Streams;

/// <summary>Subscribers, and the feed that runs while there are any.</summary>
internal sealed partial class RedisLog
{
    private ChannelFeed? _feed;
    private Task _ending = Task.CompletedTask;
    private ITimer? _linger;
    private int _subscribers;
    private long _asked;
    private long _answered;

    /// <summary>The bounds of this host.</summary>
    public StreamOptions Options => Context.Options;

    /// <inheritdoc/>
    public override long Answered => Interlocked.Read(ref _answered);

    /// <summary>The number of the last request.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <inheritdoc/>
    public override void Join()
    {
        lock (_lock)
        {
            _subscribers++;
            _linger?.Dispose();
            _linger = null;
            _feed ??= new(this, _services, _ending);
        }
    }

    /// <inheritdoc/>
    public override void Leave()
    {
        lock (_lock)
        {
            if (--_subscribers == 0)
                _linger = _services.Clock.CreateTimer(_ => EndIfUnused(), null, _services.Options.Linger, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public override long Ask()
    {
        long request = Interlocked.Increment(ref _asked);
        lock (_lock)
            _feed?.Check();
        return request;
    }

    /// <summary>Notes that the view includes everything that was in the log when the request was made.</summary>
    public void Answer(long request)
    {
        Interlocked.Exchange(ref _answered, request);
        Context.Changed();
    }

    /// <summary>Replaces what subscribers are written from.</summary>
    public HistoryView Replace(HistoryRing ring, IReadOnlyList<EpochStart> epochs) => Show(ring, epochs);

    /// <summary>Drops what this host holds.</summary>
    public void Drop() => Hide();

    /// <summary>Wakes the subscribers.</summary>
    public void Added() => Context.Changed();

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_lock)
        {
            _linger?.Dispose();
            EndFeed();
        }

        base.Dispose();
    }

    private void EndIfUnused()
    {
        lock (_lock)
        {
            if (_subscribers == 0)
                EndFeed();
        }
    }

    // Its successor waits for its end: only one may add to the history.
    private void EndFeed()
    {
        if (_feed is { } feed)
            _ending = feed.DisposeAsync().AsTask();
        _feed = null;
    }
}
