namespace SseDashboard.Feed;

/// <summary>Some rows by their numbers, bounded by count and by size; the row added first goes first. Not thread-safe.</summary>
/// <param name="maxCount">The maximum number of rows.</param>
/// <param name="maxSize">The maximum size of the rows in memory, in bytes. A single row larger than the bound is kept.</param>
internal sealed class RowCache(int maxCount, long maxSize)
{
    private readonly Dictionary<long, FeedItem> _rows = [];
    private readonly Queue<long> _order = new();

    /// <summary>The size of the rows in memory, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a row, unless it is there.</summary>
    public void Add(long number, FeedItem item)
    {
        if (!_rows.TryAdd(number, item))
            return;
        _order.Enqueue(number);
        Size += FeedBounds.SizeOf(item);
        while (_order.Count > 1 && (_order.Count > maxCount || Size > maxSize))
        {
            _rows.Remove(_order.Dequeue(), out var oldest);
            Size -= FeedBounds.SizeOf(oldest!);
        }
    }

    /// <summary>The row with that number, if it is here.</summary>
    public FeedItem? Find(long number) => _rows.GetValueOrDefault(number);

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        _rows.Clear();
        _order.Clear();
        Size = 0;
    }
}
