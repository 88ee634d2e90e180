namespace SseDashboard.Streams;

/// <summary>Bounds what waits for Redis, over all channels of this host.</summary>
internal sealed class PendingPublications(RedisBroadcastOptions options)
{
    private readonly Lock _lock = new();
    private int _count;
    private long _bytes;

    /// <summary>How many publications wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The bytes of their events.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Lets a publication wait. One that is larger than the bound waits alone.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryEnter(long bytes)
    {
        lock (_lock)
        {
            if (_count >= options.MaxPendingPublications || (_count > 0 && _bytes + bytes > options.MaxPendingBytes))
                return false;
            _count++;
            _bytes += bytes;
            return true;
        }
    }

    /// <summary>Ends the wait of a publication.</summary>
    public void Leave(long bytes)
    {
        lock (_lock)
        {
            _count--;
            _bytes -= bytes;
        }
    }
}
