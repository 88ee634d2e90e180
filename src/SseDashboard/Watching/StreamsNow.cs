using SseDashboard.Streams;

namespace SseDashboard.Watching;

/// <summary>
/// A snapshot of the open streams, shared by all pages that show them. The streams of each path are grouped once for all pages.
/// </summary>
public sealed class StreamsNow
{
    private readonly Lock _lock = new();
    private Dictionary<string, EventStreamInfo[]>? _paths;

    /// <summary>Takes the snapshot.</summary>
    public StreamsNow(ConnectionRegistry registry, DateTimeOffset at)
    {
        At = at;
        All = [.. registry.Snapshot()];
        Totals = registry.Totals;
        Busiest = registry.BusiestAddress;
        PublicConnections = registry.PublicConnections;
    }

    /// <summary>When it was taken, in UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>All open streams, oldest first. Not to be changed.</summary>
    public EventStreamInfo[] All { get; }

    /// <summary>The totals since the start: streams opened, refused and ended.</summary>
    public ConnectionTotals Totals { get; }

    /// <summary>The address with the most open streams, as the limit per address counts them; <see langword="null"/> if no stream is open.</summary>
    public AddressLoad? Busiest { get; }

    /// <summary>The number and the limit of streams that are open to anyone.</summary>
    public ShareLoad PublicConnections { get; }

    /// <summary>The open streams of one path, oldest first. Not to be changed.</summary>
    public EventStreamInfo[] Of(string path)
    {
        lock (_lock)
        {
            _paths ??= All.GroupBy(stream => stream.Path).ToDictionary(group => group.Key, group => group.ToArray());
            return _paths.GetValueOrDefault(path, []);
        }
    }
}
