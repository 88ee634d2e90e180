namespace SseDashboard.Streams;

/// <summary>
/// The broadcast channels of a host by name, <see cref="StreamOptions.MaxChannels"/> at most. Opening one more evicts the channel
/// that has been unused for longest, with its history; clients that resume on it get a <c>gap</c> event.
/// </summary>
public sealed class BroadcastChannels : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly ConnectionRegistry _registry;
    private readonly BroadcastPumps _pumps;
    private readonly ChannelLogs _logs;
    private long _uses;
    private long _evicted;

    internal BroadcastChannels(ConnectionRegistry registry, BroadcastPumps pumps, ChannelLogs logs) =>
        (_registry, _pumps, _logs) = (registry, pumps, logs);

    /// <summary>
    /// Why events cannot be published now, and what to do, if the log is shared by several hosts and its server has trouble;
    /// otherwise <see langword="null"/>.
    /// </summary>
    public string? Trouble => _logs.Trouble;

    /// <summary>All channels, ordered by name.</summary>
    public IReadOnlyList<BroadcastChannel> Channels
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values.Select(entry => entry.Channel)
                    .OrderBy(channel => channel.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>How many channels were evicted.</summary>
    public long Evicted => Interlocked.Read(ref _evicted);

    /// <summary>Opens the channel of that name, creating it if need be. It is not evicted until the lease is disposed.</summary>
    /// <returns>The lease; <see langword="null"/> if <see cref="StreamOptions.MaxChannels"/> other channels are in use.</returns>
    public BroadcastLease? Open(string name)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(name, out var entry))
            {
                if (_entries.Count >= _registry.Options.MaxChannels && !EvictOne())
                    return null;
                _entries[name] = entry = new(new(name, _registry, _pumps, _logs));
            }

            entry.Users++;
            return new(this, entry);
        }
    }

    /// <summary>Closes the channels' logs.</summary>
    public void Dispose()
    {
        foreach (var channel in Channels)
            channel.Log.Dispose();
    }

    internal void Close(Entry entry)
    {
        lock (_lock)
        {
            entry.Users--;
            entry.LastUse = ++_uses;
        }
    }

    private bool EvictOne()
    {
        if (_entries.Values.Where(entry => entry.Users == 0).MinBy(entry => entry.LastUse) is not { } unused)
            return false;
        _evicted++;
        unused.Channel.Log.Dispose();
        return _entries.Remove(unused.Channel.Name);
    }

    internal sealed class Entry(BroadcastChannel channel)
    {
        public BroadcastChannel Channel { get; } = channel;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}

/// <summary>Keeps a channel open. Dispose it when the channel is no longer used.</summary>
public sealed class BroadcastLease : IDisposable
{
    private readonly BroadcastChannels _channels;
    private readonly BroadcastChannels.Entry _entry;
    private int _disposed;

    internal BroadcastLease(BroadcastChannels channels, BroadcastChannels.Entry entry) => (_channels, _entry) = (channels, entry);

    /// <summary>The channel.</summary>
    public BroadcastChannel Channel => _entry.Channel;

    /// <summary>Makes the channel a candidate for eviction, once nothing else uses it. Its history stays until then.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _channels.Close(_entry);
    }
}
