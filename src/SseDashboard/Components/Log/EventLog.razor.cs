using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Feed;

namespace SseDashboard.Components.Log;

/// <summary>The live log of a feed.</summary>
public sealed partial class EventLog
{
    private FollowingList<Numbered<FeedItem>> _list = default!;

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
        Feed.Items.Dropped == 0 ? $"{Feed.Items.Count} rows" : $"{Feed.Items.Count} rows, {Feed.Items.Dropped} older ones dropped";

    private long NewerThan(Numbered<FeedItem>[] shown) => Feed.Items.Total - (shown.Length == 0 ? 0 : shown[^1].Number + 1);

    private async Task ClearAsync()
    {
        Feed.Clear();
        await OnClear.InvokeAsync();
        await SelectedChanged.InvokeAsync(null);
        await _list.ToEndAsync();
    }

    private bool IsLive(FeedItem item) => Feed.IsActive && item.Stream == Feed.Stream;

    /// <summary>For a <c>final</c> row: the row that says why its stream was closed, if it was.</summary>
    private FeedItem? ClosingOf(Numbered<FeedItem> row)
    {
        if (row.Value.Kind != FeedItemKind.Event || row.Value.Type != "final")
            return null;

        var view = _list.Items;
        int from = (int)(row.Number - view[0].Number) + 1;
        int at = Array.FindIndex(view, from, r => r.Value.Stream != row.Value.Stream || r.Value.Kind == FeedItemKind.Closed);
        return at >= 0 && view[at].Value.Stream == row.Value.Stream ? view[at].Value : null;
    }
}
