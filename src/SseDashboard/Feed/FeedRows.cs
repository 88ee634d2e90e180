using SseDashboard.Feed.Log;

namespace SseDashboard.Feed;

/// <summary>
/// The rows of the log. The page holds them; the circuit has their numbers, the newest rows, and those that the user scrolled to. Not
/// thread-safe: use it on the circuit's scheduler.
/// </summary>
public sealed class FeedRows
{
    private readonly Func<long, int, Task<FeedPage?>> _ask;
    private readonly RowCache<FeedItem> _newest = RowCache.ForRows<FeedItem>(FeedBounds.SizeOf);
    private readonly RowCache<FeedItem> _read = RowCache.ForRows<FeedItem>(FeedBounds.SizeOf);
    private readonly WantedRows _wanted;
    private long _cleared;

    /// <summary>Creates an empty log.</summary>
    /// <param name="ask">Asks the page for rows: the number of the first one, and how many.</param>
    /// <param name="fail">Shows an error on the page.</param>
    public FeedRows(Func<long, int, Task<FeedPage?>> ask, Func<Exception, Task> fail)
    {
        _ask = ask;
        _wanted = new(ReadAsync, () => Read?.Invoke(), fail);
    }

    /// <summary>Raised when rows that were wanted have come.</summary>
    public event Action? Read;

    /// <summary>The number of the oldest row.</summary>
    public long First { get; private set; }

    /// <summary>The number that the next row gets.</summary>
    public long Next { get; private set; }

    /// <summary>The number of rows, nearly all of which are in the page.</summary>
    public long Count => Next - First;

    /// <summary>How many rows the page dropped to make room.</summary>
    public long Dropped => First - _cleared;

    /// <summary>How many rows came too fast to cross one by one. They are in the page, unless they were dropped since.</summary>
    public long Skipped { get; private set; }

    /// <summary>Counts the changes.</summary>
    public long Version { get; private set; }

    /// <summary>How often the log was cleared.</summary>
    public int Clears { get; private set; }

    /// <summary>The size of the rows held here, in bytes.</summary>
    internal long Size => _newest.Size + _read.Size;

    /// <summary>The rows as they are now. A row that is not here is asked for when the view is read.</summary>
    public FeedView View() => new(At, number => number, First, (int)Math.Min(Count, int.MaxValue));

    /// <summary>The row with that number, if it is here.</summary>
    public FeedItem? Find(long number) => number < First ? null : _newest.Find(number) ?? _read.Find(number);

    /// <summary>The row with that number, from the page if need be; <see langword="null"/> if the page no longer holds it.</summary>
    public async Task<FeedItem?> FindAsync(long number)
    {
        if (Find(number) is { } here)
            return here;
        if (number >= First)
            await ReadAsync(number, 1);
        return Find(number);
    }

    /// <summary>Takes a row, or the count of those that did not cross, as the newest.</summary>
    /// <returns>Its number, or that of the first it stands for.</returns>
    internal long Take(FeedItem item)
    {
        Version++;
        long number = Next;
        if (item.Kind is FeedItemKind.Skipped or FeedItemKind.Lost)
        {
            Next += item.Count;
            Skipped += item.Kind == FeedItemKind.Skipped ? item.Count : 0;
        }
        else
        {
            Next++;
            _newest.Add(number, item);
        }

        return number;
    }

    /// <summary>Notes which row is the oldest in the page.</summary>
    internal void DropBefore(long oldest)
    {
        if (oldest <= First)
            return;
        Version++;
        First = Math.Min(oldest, Next);
    }

    /// <summary>Forgets all rows. The numbers go on, so that a row never gets the number of an earlier one.</summary>
    internal void Clear()
    {
        Version++;
        Clears++;
        First = _cleared = Next;
        Skipped = 0;
        _newest.Clear();
        _read.Clear();
    }

    private FeedRow At(long number)
    {
        if (Find(number) is { } item)
            return new(number, item);
        bool isGone = number < First;
        if (!isGone)
            _wanted.Add(number);
        return new(number, null, isGone);
    }

    private async Task<bool> ReadAsync(long first, int count)
    {
        if (await _ask(first, count) is not { } page)
            return false;
        DropBefore(page.Oldest);
        for (int i = 0; i < page.Items.Count; i++)
            _read.Add(page.From + i, page.Items[i]);
        return page.Items.Count > 0;
    }
}
