using SseDashboard.Streams;

namespace SseDashboard.Watching;

/// <summary>
/// The open streams at one moment, shared by every page that shows them. Immutable: what a page asks for is computed once
/// and handed to the others as well.
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

    /// <summary>What became of all streams since the start.</summary>
    public ConnectionTotals Totals { get; }

    /// <summary>The address with the most open streams, as the bound per address counts them; none if no stream is open.</summary>
    public AddressLoad? Busiest { get; }

    /// <summary>How many public streams are open, and how many may be.</summary>
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

    /// <summary>All open streams in another order; those that are equal in it stay oldest first. Not to be changed.</summary>
    /// <param name="key">Names the order. There are as many as a table has columns and directions.</param>
    /// <param name="order">Which of two streams comes first.</param>
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
