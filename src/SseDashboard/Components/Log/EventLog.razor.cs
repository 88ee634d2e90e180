using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Display;
using SseDashboard.Feed;

namespace SseDashboard.Components.Log;

/// <summary>The live log of a feed.</summary>
public sealed partial class EventLog
{
    private static readonly Dictionary<string, object?> PauseAttributes = new() { ["data-shortcut"] = "p" };

    private FollowingList<FeedRow> _list = default!;
    private bool _isPaused;
    private bool _filterIsOpen;
    private long _end;
    private long _passed;

    /// <summary>The feed to show.</summary>
    [Parameter, EditorRequired]
    public required BrowserFeed Feed { get; set; }

    /// <summary>Shown while the log is empty.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Whether the event of a row is known to have inherited its id.</summary>
    [Parameter]
    public Func<long, bool> IsInherited { get; set; } = _ => false;

    /// <summary>The number of the selected row.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>Raised when a row is opened.</summary>
    [Parameter]
    public EventCallback<long?> SelectedChanged { get; set; }

    /// <summary>Raised when the Close button of a <c>final</c> row is pressed.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Raised when the log has been cleared, so that the page can clear what belongs to it.</summary>
    [Parameter]
    public EventCallback OnClear { get; set; }

    private string Count => Feed.Rows.Dropped == 0
        ? Quantity.Of(Feed.Rows.Count, "row")
        : $"{Quantity.Of(Feed.Rows.Count, "row")}, {Feed.Rows.Dropped:N0} older dropped";

    private Dictionary<string, object?> FilterAttributes => new()
    {
        ["aria-expanded"] = _filterIsOpen ? "true" : "false",
        ["aria-controls"] = "log-filter",
        // Once the filter is open, the key moves to its field instead.
        ["data-shortcut"] = _filterIsOpen ? null : "/",
    };

    private RenderFragment? WhenEmpty => Feed.Filtered.IsOn && Feed.Rows.Count > 0 ? NoMatch : Empty;

    private RenderFragment NoMatch => builder => builder.AddMarkupContent(0, Feed.Filtered.IsDone ? "<p>No row matches the filter.</p>" : "<p>Searching…</p>");

    /// <summary>Gives the focus to the rows.</summary>
    public ValueTask FocusAsync() => _list.Element.FocusAsync(preventScroll: true);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Feed.Rows.Read += StateHasChanged;
        Feed.Filtered.Read += StateHasChanged;
    }

    private FeedView View() => Feed.Filtered.IsOn ? Feed.Filtered.View() : NewestRows();

    private long NewerThan(IReadOnlyList<FeedRow> shown) =>
        Math.Max(0, (Feed.Filtered.IsOn ? Feed.Filtered.End : Feed.Rows.Next) - (shown is FeedView view ? view.End : 0));

    private async Task TogglePauseAsync()
    {
        _isPaused = !_isPaused;
        if (!_isPaused)
            await _list.ToEndAsync();
    }

    // The list takes its first rows before it is here.
    private int Tail => _list?.Tail ?? 0;

    // When all of the newest rows are new, the elements of the last ones are used again: to change their texts takes the browser a
    // fraction of the time that new elements take. Otherwise an element stays with its row.
    private FeedView NewestRows()
    {
        var view = Feed.Rows.View();
        if (view.End - _end >= Tail)
            _passed += view.End - _end;
        _end = view.End;
        return view;
    }

    private long KeyOf(FeedRow row) => Feed.Filtered.IsOn || row.Number < _end - Tail ? row.Number : row.Number - _passed;

    private async Task ClearAsync()
    {
        await Feed.ClearAsync();
        await OnClear.InvokeAsync();
        await SelectedChanged.InvokeAsync(null);
        _current = null;
        await _list.ToEndAsync();
    }

    private bool IsLive(FeedItem item) => Feed.IsActive && item.Stream == Feed.Stream;

    /// <summary>For a <c>final</c> row: what closed its stream, if anything did.</summary>
    private FeedItem? ClosingOf(FeedItem item) =>
        item is { Kind: FeedItemKind.Event, Type: "final" } ? Feed.ClosingOf(item.Stream) : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Feed.Rows.Read -= StateHasChanged;
        Feed.Filtered.Read -= StateHasChanged;
        return _keys.DisposeAsync();
    }
}
