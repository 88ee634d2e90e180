namespace SseDashboard.Feed;

/// <summary>An entry with its number in the order of arrival, from 0.</summary>
public readonly record struct Numbered<T>(long Number, T Value);

/// <summary>
/// The newest entries of a log, bounded by count and by size. Drops the oldest first and counts them.
/// Not thread-safe: use it on the circuit's scheduler.
/// </summary>
/// <param name="maxCount">The maximum number of entries; above zero.</param>
/// <param name="maxSize">The maximum total size of the entries, in the unit of <paramref name="sizeOf"/>.</param>
/// <param name="sizeOf">Returns the size of an entry. A single entry larger than the bound is kept.</param>
public sealed class FeedBuffer<T>(int maxCount, long maxSize, Func<T, long> sizeOf)
{
    private readonly Queue<T> _entries = new();
    private long _size;

    /// <summary>The number of entries in the buffer.</summary>
    public int Count => _entries.Count;

    /// <summary>How many entries were dropped to make room.</summary>
    public long Dropped { get; private set; }

    /// <summary>How many entries were added since the last clear.</summary>
    public long Total => Dropped + Count;

    /// <summary>Counts the changes of the buffer.</summary>
    public long Version { get; private set; }

    /// <summary>How often the buffer was cleared.</summary>
    public int Clears { get; private set; }

    /// <summary>Adds an entry as the newest one.</summary>
    public void Add(T entry)
    {
        Version++;
        _entries.Enqueue(entry);
        _size += sizeOf(entry);
        while (_entries.Count > 1 && (_entries.Count > maxCount || _size > maxSize))
        {
            _size -= sizeOf(_entries.Dequeue());
            Dropped++;
        }
    }

    /// <summary>Removes all entries; numbers start at 0 again.</summary>
    public void Clear()
    {
        Version++;
        Clears++;
        _entries.Clear();
        _size = 0;
        Dropped = 0;
    }

    /// <summary>A copy of the entries, oldest first.</summary>
    public Numbered<T>[] Snapshot()
    {
        var snapshot = new Numbered<T>[_entries.Count];
        long number = Dropped;
        int index = 0;
        foreach (var entry in _entries)
            snapshot[index++] = new(number++, entry);
        return snapshot;
    }
}
