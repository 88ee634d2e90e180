using Microsoft.Extensions.Options;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>
/// The broadcast channels by name, <see cref="StreamOptions.Channels"/> at most. A channel that nobody uses gives way to a new
/// one, the longest unused first; its history goes with it, which its former listeners are told of as a gap.
/// </summary>
internal sealed class ChannelDirectory(ConnectionRegistry registry, BroadcastPumps pumps, IOptions<StreamOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _uses;
    private long _forgotten;

    /// <summary>The channels there are, by name.</summary>
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

    /// <summary>How many channels had to give way to a new one.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    /// <summary>
    /// The channel of that name, created if there is none, and kept while the lease is not disposed; <see langword="null"/>
    /// if all places are taken by channels in use.
    /// </summary>
    public Lease? Open(string name)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(name, out var entry))
            {
                if (_entries.Count >= options.Value.Channels && !ForgetOne())
                    return null;
                _entries[name] = entry = new(new(name, registry, pumps));
            }

            entry.Users++;
            return new(this, entry);
        }
    }

    private bool ForgetOne()
    {
        if (_entries.Values.Where(entry => entry.Users == 0).MinBy(entry => entry.LastUse) is not { } unused)
            return false;
        _forgotten++;
        return _entries.Remove(unused.Channel.Name);
    }

    private void Close(Entry entry)
    {
        lock (_lock)
        {
            entry.Users--;
            entry.LastUse = ++_uses;
        }
    }

    /// <summary>The use of a channel: while it lasts, the channel stays.</summary>
    internal sealed class Lease(ChannelDirectory directory, Entry entry) : IDisposable
    {
        public BroadcastChannel Channel => entry.Channel;

        public void Dispose() => directory.Close(entry);
    }

    internal sealed class Entry(BroadcastChannel channel)
    {
        public BroadcastChannel Channel { get; } = channel;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}
