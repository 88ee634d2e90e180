using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Feed;

namespace SseDashboard.Components.Log;

/// <summary>
/// The live log of a feed. It follows the newest row while the person is at the end; scrolled up, it stands still and says how
/// many rows have come since.
/// </summary>
public sealed partial class EventLog(IJSRuntime js) : IAsyncDisposable
{
    private const int RowHeight = 36;

    private ElementReference _rows;
    private Numbered<FeedItem>[] _view = [];
    private bool _following = true;
    private DotNetObjectReference<EventLog>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _follower;

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

    private long New => Feed.Items.Total - (_view.Length == 0 ? 0 : _view[^1].Number + 1);

    private string Count =>
        Feed.Items.Dropped == 0 ? $"{Feed.Items.Count} rows" : $"{Feed.Items.Count} rows, {Feed.Items.Dropped} older ones dropped";

    /// <summary>The browser says whether the person is at the end.</summary>
    [JSInvokable]
    public void OnFollowing(bool following)
    {
        _following = following;
        TakeView();
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => TakeView();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _module = await js.InvokeAsync<IJSObjectReference>("import", "./js/follow-tail.js");
        _self = DotNetObjectReference.Create(this);
        _follower = await _module.InvokeAsync<IJSObjectReference>("start", _rows, _self);
    }

    private void TakeView()
    {
        if (_following)
            _view = Feed.Items.Snapshot();
    }

    private async Task ToEndAsync()
    {
        OnFollowing(true);
        if (_follower is not null)
            await _follower.InvokeVoidAsync("toEnd");
    }

    private async Task ClearAsync()
    {
        Feed.Clear();
        await SelectedChanged.InvokeAsync(null);
        await ToEndAsync();
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
    public async ValueTask DisposeAsync()
    {
        try
        {
            await JsReference.IfConnected(async () =>
            {
                if (_follower is not null)
                {
                    await _follower.InvokeVoidAsync("stop");
                    await _follower.DisposeAsync();
                }

                if (_module is not null)
                    await _module.DisposeAsync();
            });
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
