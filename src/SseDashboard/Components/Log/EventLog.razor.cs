using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Feed;
using SseDashboard.Interop;

namespace SseDashboard.Components.Log;

/// <summary>
/// The live log of a feed. It follows the newest row while the person is at the end; scrolled up, it stands still and says how
/// many rows have come since.
/// </summary>
public sealed partial class EventLog : IAsyncDisposable
{
    private const int RowHeight = 36;

    private ElementReference _rows;
    private Numbered<FeedItem>[] _view = [];
    private long? _shown;

    public EventLog(IJSRuntime js) => Follower = new(js, Refresh);

    /// <summary>The feed to show.</summary>
    [Parameter, EditorRequired]
    public required BrowserFeed Feed { get; set; }

    /// <summary>What stands in the log while it is empty.</summary>
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

    /// <summary>Raised when the log was cleared, so that what goes with it is cleared too.</summary>
    [Parameter]
    public EventCallback OnClear { get; set; }

    private long New => Feed.Items.Total - (_view.Length == 0 ? 0 : _view[^1].Number + 1);

    private string Count =>
        Feed.Items.Dropped == 0 ? $"{Feed.Items.Count} rows" : $"{Feed.Items.Count} rows, {Feed.Items.Dropped} older ones dropped";

    /// <summary>Keeps the newest row in view.</summary>
    internal TailFollower Follower { get; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => TakeView();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Follower.StartAsync(_rows);
        if (Selected == _shown)
            return;

        _shown = Selected;
        await Follower.ShowAsync(Array.FindIndex(_view, row => row.Number == Selected), _view.Length);
    }

    private void Refresh()
    {
        TakeView();
        StateHasChanged();
    }

    private void TakeView()
    {
        if (Follower.IsFollowing)
            _view = Feed.Items.Snapshot();
    }

    private async Task ClearAsync()
    {
        Feed.Clear();
        await OnClear.InvokeAsync();
        await SelectedChanged.InvokeAsync(null);
        await Follower.ToEndAsync();
    }

    private bool IsLive(FeedItem item) => Feed.IsActive && item.Stream == Feed.Stream;

    /// <summary>For a <c>final</c> row: the row that says why its stream was closed, if it was.</summary>
    private FeedItem? ClosingOf(Numbered<FeedItem> row)
    {
        if (row.Value.Kind != FeedItemKind.Event || row.Value.Type != "final")
            return null;

        int from = (int)(row.Number - _view[0].Number) + 1;
        int at = Array.FindIndex(_view, from, r => r.Value.Stream != row.Value.Stream || r.Value.Kind == FeedItemKind.Closed);
        return at >= 0 && _view[at].Value.Stream == row.Value.Stream ? _view[at].Value : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Follower.DisposeAsync();
}
