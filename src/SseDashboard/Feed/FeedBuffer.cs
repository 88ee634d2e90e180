namespace SseDashboard.Feed;

/// <summary>An entry with the number it got when it was added; the first one is 0.</summary>
public readonly record struct Numbered<T>(long Number, T Value);

/// <summary>
/// The newest entries of a log, bounded by their count and by their size. The oldest fall out first, and are counted.
/// Not thread-safe: it lives on its circuit's scheduler.
/// </summary>
/// <param name="maxCount">How many entries it holds at most; above zero.</param>
/// <param name="maxSize">How large the entries may be together, in the unit of <paramref name="sizeOf"/>.</param>
/// <param name="sizeOf">The size of one entry. A single entry larger than the bound is kept all the same.</param>
public sealed class FeedBuffer<T>(int maxCount, long maxSize, Func<T, long> sizeOf)
{
    private readonly Queue<T> _entries = new();
    private long _size;

    /// <summary>How many entries it holds now.</summary>
    public int Count => _entries.Count;

    /// <summary>How many entries fell out to make room.</summary>
    public long Dropped { get; private set; }

    /// <summary>How many entries were ever added since it was made or cleared.</summary>
    public long Total => Dropped + Count;

    /// <summary>Adds an entry as the newest one.</summary>
    public void Add(T entry)
    {
        _entries.Enqueue(entry);
        _size += sizeOf(entry);
        while (_entries.Count > 1 && (_entries.Count > maxCount || _size > maxSize))
        {
            _size -= sizeOf(_entries.Dequeue());
            Dropped++;
        }
    }

    /// <summary>Removes everything; numbers begin at 0 again.</summary>
    public void Clear()
    {
        _entries.Clear();
        _size = 0;
        Dropped = 0;
    }

    /// <summary>The entry with a number, or the default if it fell out or has not come.</summary>
    public T? Find(long number) =>
        number >= Dropped && number < Total ? _entries.ElementAt((int)(number - Dropped)) : default;

    /// <summary>What it holds now, oldest first. Later changes do not show in it.</summary>
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
