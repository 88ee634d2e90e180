using Microsoft.JSInterop;

namespace SseDashboard.Feed.Log;

/// <summary>
/// The rows of the log that match a filter. The page finds and holds them; here are their positions, the newest rows, and those
/// that the user scrolled to. Not thread-safe: use it on the circuit's scheduler.
/// </summary>
public sealed class FilteredRows
{
    private readonly FeedRows _all;
    private readonly PageRows _page;
    private readonly RowCache<MatchedRow> _cache = RowCache.ForRows<MatchedRow>(row => FeedBounds.SizeOf(row.Item));
    private readonly WantedRows _wanted;
    private int _version;
    private long _scanned;
    private bool _isKnown;

    internal FilteredRows(FeedRows all, PageRows page, Func<Exception, Task> fail)
    {
        (_all, _page) = (all, page);
        _wanted = new(ReadAsync, () => Read?.Invoke(), fail);
    }

    /// <summary>Raised when rows that were wanted have come.</summary>
    public event Action? Read;

    /// <summary>The filter.</summary>
    public RowFilter Filter { get; private set; } = RowFilter.All;

    /// <summary>Whether there is a filter.</summary>
    public bool IsOn => !Filter.IsAll;

    /// <summary>The position of the oldest row.</summary>
    public long First { get; private set; }

    /// <summary>The position after the newest row.</summary>
    public long End { get; private set; }

    /// <summary>How many rows match, of those examined.</summary>
    public long Count => End - First;

    /// <summary>How many rows the filter hides.</summary>
    public long Hidden => Math.Max(0, _all.Count - Count);

    /// <summary>Counts the changes of the rows.</summary>
    public long Version { get; private set; }

    /// <summary>Changes when the filter does, once its first rows are here.</summary>
    public int Changes { get; private set; }

    /// <summary>The share of the rows that have been examined, from 0 to 1.</summary>
    public double Progress => _all.Count == 0 ? 1 : Math.Clamp((double)(_scanned - _all.First) / _all.Count, 0, 1);

    /// <summary>Whether the page has examined nearly all rows; a few always arrive in the meantime.</summary>
    public bool IsDone => !IsOn || _all.Count == 0 || (_isKnown && Progress > 0.98);

    /// <summary>Sets the filter.</summary>
    public Task SetAsync(RowFilter filter)
    {
        Filter = filter with { Text = filter.Text.Length > RowFilter.LongestText ? filter.Text[..RowFilter.LongestText] : filter.Text };
        _version++;
        Version++;
        (First, End, _scanned, _isKnown) = (0, 0, 0, false);
        _cache.Clear();
        if (!IsOn)
            Changes++;
        return _page.Started is { } page ? ApplyAsync(page) : Task.CompletedTask;
    }

    /// <summary>Forgets the rows so far; those that match later have the next positions.</summary>
    internal void Clear()
    {
        Version++;
        First = End;
        _cache.Clear();
    }

    /// <summary>Tells the page's feed which filter is set.</summary>
    internal async Task ApplyAsync(IJSObjectReference page)
    {
        if (_version > 0)
            await page.InvokeVoidAsync("filter", _page.Left, _version, IsOn ? Filter : null);
    }

    /// <summary>Takes what is new; ignores what belongs to an earlier filter.</summary>
    internal void Take(MatchPage? matches)
    {
        if (matches is null || matches.Version != _version || !IsOn)
            return;
        Version++;
        (First, End, _scanned) = (matches.First, matches.End, matches.Scanned);
        for (int i = 0; i < matches.Rows.Count; i++)
            _cache.Add(matches.From + i, matches.Rows[i]);
        if (_isKnown)
            return;
        _isKnown = true;
        Changes++;
    }

    /// <summary>The rows as they are now. A row that is not here is asked for when the view is read.</summary>
    public FeedView View()
    {
        int version = _version;
        return new(position => At(version, position), PositionOf, First, (int)Math.Min(Count, int.MaxValue));
    }

    /// <summary>Returns whether the filter hides the row with that number. If not, the view can show it from now on.</summary>
    public async Task<bool> HidesAsync(long number) => IsOn && !await LocateAsync(number);

    /// <summary>The number of a row of a view, even of one that has not been read yet; <see langword="null"/> if it is gone.</summary>
    public async Task<long?> NumberAtAsync(FeedView view, int index) =>
        view[index].Number is >= 0 and var number ? number : await NumberAtAsync(view.First + index);

    private async Task<long?> NumberAtAsync(long position) =>
        _cache.Find(position) is { } row || (await ReadAsync(position, 1) && (row = _cache.Find(position)) is not null) ? row.Number : null;

    private async Task<bool> LocateAsync(long number)
    {
        if (PositionOf(number) is not null)
            return true;
        int version = _version;
        long position = await _page.PositionOfAsync(version, number);
        return position >= 0 && await ReadAsync(position, 1) && version == _version;
    }

    private FeedRow At(int version, long position)
    {
        if (version == _version && _cache.Find(position) is { } row)
            return new(row.Number, row.Item);
        bool isGone = version != _version || position < First;
        if (!isGone)
            _wanted.Add(position);
        return new(-1 - position, null, isGone);
    }

    private long? PositionOf(long number) => _cache.PlaceOf(row => row.Number == number);

    private async Task<bool> ReadAsync(long position, int count)
    {
        if (await _page.MatchesAsync(_version, position, count) is not { } page || page.Version != _version)
            return false;
        Take(page);
        return page.Rows.Count > 0;
    }
}
