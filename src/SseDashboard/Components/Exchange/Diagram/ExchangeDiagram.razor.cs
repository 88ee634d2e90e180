using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Interop;

namespace SseDashboard.Components.Exchange;

/// <summary>
/// The exchange as it happened: two lanes, server and browser, time running down, an arrow for each thing that went from one
/// to the other, and for what never became an event the reason.
/// </summary>
public sealed partial class ExchangeDiagram : IAsyncDisposable
{
    private const int RowHeight = 38;

    private readonly HashSet<long> _open = [];
    private ElementReference _rows;
    private DiagramRow[] _view = [];
    private long _version = -1;
    private int _clears;
    private long? _shown;

    public ExchangeDiagram(IJSRuntime js) => Follower = new(js, Refresh);

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ExchangeModel Model { get; set; }

    /// <summary>The difference of the clocks, once it is measured; latencies are corrected by it.</summary>
    [Parameter]
    public ClockEstimate? Clock { get; set; }

    /// <summary>The browser's offset from UTC.</summary>
    [Parameter]
    public TimeSpan Offset { get; set; }

    /// <summary>The number of the selected row of the log.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>Raised when an arrow is chosen that has a row in the log.</summary>
    [Parameter]
    public EventCallback<long?> SelectedChanged { get; set; }

    /// <summary>What stands in the diagram while it is empty.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Keeps the newest step in view.</summary>
    internal TailFollower Follower { get; }

    private string Count =>
        $"{ExchangeWords.Count(Model.Connections.Sum(c => c.Frames.Count), "frame")}, "
        + ExchangeWords.Count(Model.Connections.Count, "connection");

    private string Loss => string.Join(" ", new[]
    {
        Model.Missed > 0 ? $"{Model.Missed:N0} records of the server's half were missed: the watcher's queue was full." : null,
        Model.Lost > 0 ? $"{Model.Lost:N0} events are not shown: the dashboard could not keep up." : null,
        Model.DroppedFrames > 0 ? $"{Model.DroppedFrames:N0} older steps were dropped." : null,
    }.Where(part => part is not null));

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
        await Follower.ShowAsync(Array.FindIndex(_view, row => row.Holds(Selected)), _view.Length);
    }

    private void Refresh()
    {
        TakeView();
        StateHasChanged();
    }

    private void TakeView()
    {
        if (_version == Model.Version || (!Follower.IsFollowing && _clears == Model.Clears))
            return;
        _view = DiagramRows.Of(Model.Connections, _open);
        (_version, _clears) = (Model.Version, Model.Clears);
    }

    private async Task SelectAsync(DiagramRow row)
    {
        if (row.Kind == DiagramRowKind.Burst)
        {
            if (!_open.Remove(row.Step!.Number))
                _open.Add(row.Step.Number);
            // Bursts that fell out of the model are never drawn again.
            _open.IntersectWith(_view.Where(shown => shown.Kind == DiagramRowKind.Burst).Select(shown => shown.Step!.Number));
            _view = DiagramRows.Of(Model.Connections, _open);
        }
        else if (row.Step?.Browser is { } browser)
        {
            // It is in view already: the person just chose it.
            _shown = browser.Row;
            await SelectedChanged.InvokeAsync(browser.Row);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Follower.DisposeAsync();
}
