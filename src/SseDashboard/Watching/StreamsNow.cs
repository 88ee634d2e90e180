using SseDashboard.Streams;

namespace SseDashboard.Watching;

/// <summary>
/// A snapshot of the open streams, shared by all pages that show them. Sorted and filtered lists are computed once and
/// cached for the other pages.
/// </summary>
public sealed class StreamsNow
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, EventStreamInfo[]> _orders = [];
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

    /// <summary>All open streams in another order; equal ones stay oldest first. Not to be changed.</summary>
    /// <param name="key">Identifies the order in the cache: one key for each column and direction.</param>
    /// <param name="order">Compares two streams.</param>
    public EventStreamInfo[] SortedBy(object key, Comparison<EventStreamInfo> order)
    {
        lock (_lock)
        {
            if (!_orders.TryGetValue(key, out var sorted))
                _orders[key] = sorted = [.. All.Order(Comparer<EventStreamInfo>.Create(order))];
            return sorted;
        }
    }
}
