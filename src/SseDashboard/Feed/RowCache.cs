namespace SseDashboard.Feed;

/// <summary>Some rows by their places, bounded by count and by size; the row added first goes first. Not thread-safe.</summary>
/// <param name="maxCount">The maximum number of rows.</param>
/// <param name="maxSize">The maximum size of the rows in memory, in bytes. A single row larger than the bound is kept.</param>
/// <param name="sizeOf">Returns the size of a row in memory, in bytes.</param>
internal sealed class RowCache<T>(int maxCount, long maxSize, Func<T, long> sizeOf)
    where T : class
{
    private readonly Dictionary<long, T> _rows = [];
    private readonly Queue<long> _order = new();

    /// <summary>The size of the rows in memory, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a row, unless it is there.</summary>
    public void Add(long place, T row)
    {
        if (!_rows.TryAdd(place, row))
            return;
        _order.Enqueue(place);
        Size += sizeOf(row);
        while (_order.Count > 1 && (_order.Count > maxCount || Size > maxSize))
        {
            _rows.Remove(_order.Dequeue(), out var oldest);
            Size -= sizeOf(oldest!);
        }
    }

    /// <summary>The row at that place, if it is here.</summary>
    public T? Find(long place) => _rows.GetValueOrDefault(place);

    /// <summary>The place of the first row that meets a condition, if one does.</summary>
    public long? PlaceOf(Func<T, bool> condition)
    {
        foreach (var (place, row) in _rows)
        {
            if (condition(row))
                return place;
        }

        return null;
    }

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        _rows.Clear();
        _order.Clear();
        Size = 0;
    }
}

internal static class RowCache
{
    // What a list renders at most (FixedRows). Rows that were read to be shown take 0.8 kB with names of ordinary length; of the
    // largest that come with a report, 8 kB, as many fit as a window shows.
    private const int MaxCount = 200;
    private const long MaxSize = 200_000;

    /// <summary>A cache for the rows of a view.</summary>
    public static RowCache<T> ForRows<T>(Func<T, long> sizeOf)
        where T : class => new(MaxCount, MaxSize, sizeOf);
}
