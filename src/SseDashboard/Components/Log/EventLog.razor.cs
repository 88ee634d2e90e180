using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Feed;

namespace SseDashboard.Components.Log;

/// <summary>The live log of a feed.</summary>
public sealed partial class EventLog
{
    private FollowingList<FeedRow> _list = default!;
    private long _end;
    private long _passed;

    /// <summary>The feed to show.</summary>
    [Parameter, EditorRequired]
    public required BrowserFeed Feed { get; set; }

    /// <summary>Shown while the log is empty.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

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

    private string Count =>
        Feed.Rows.Dropped == 0 ? $"{Feed.Rows.Count} rows" : $"{Feed.Rows.Count} rows, {Feed.Rows.Dropped} older ones dropped";

    /// <inheritdoc/>
    protected override void OnInitialized() => Feed.Rows.Read += StateHasChanged;

    // When all of the newest rows are new, the elements of the last ones are used again: to change their texts takes the browser a
    // fraction of the time that new elements take. Otherwise an element stays with its row.
    private FeedView View()
    {
        var view = Feed.Rows.View();
        if (view.End - _end >= FollowingList<FeedRow>.Tail)
            _passed += view.End - _end;
        _end = view.End;
        return view;
    }

    private long KeyOf(FeedRow row) => row.Number < _end - FollowingList<FeedRow>.Tail ? row.Number : row.Number - _passed;

    private long NewerThan(IReadOnlyList<FeedRow> shown) => Feed.Rows.Next - (shown is FeedView view ? view.End : 0);

    private async Task ClearAsync()
    {
        await Feed.ClearAsync();
        await OnClear.InvokeAsync();
        await SelectedChanged.InvokeAsync(null);
        await _list.ToEndAsync();
    }

    private bool IsLive(FeedItem item) => Feed.IsActive && item.Stream == Feed.Stream;

    /// <summary>For a <c>final</c> row: what closed its stream, if anything did.</summary>
    private FeedItem? ClosingOf(FeedItem item) =>
        item is { Kind: FeedItemKind.Event, Type: "final" } ? Feed.ClosingOf(item.Stream) : null;

    /// <inheritdoc/>
    public void Dispose() => Feed.Rows.Read -= StateHasChanged;
}
