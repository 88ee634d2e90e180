using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;

namespace SseDashboard.Components.Exchange;

/// <summary>
/// The exchange as a sequence diagram: two lanes, server and browser, with time running down; an arrow for each request, frame
/// and answer, and the reason for each frame that never became an event.
/// </summary>
public sealed partial class ExchangeDiagram
{
    private readonly HashSet<long> _open = [];
    private FollowingList<DiagramRow> _list = default!;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ExchangeModel Model { get; set; }

    /// <summary>The difference of the clocks, once measured; corrects the latencies.</summary>
    [Parameter]
    public ClockEstimate? Clock { get; set; }

    /// <summary>The browser's offset from UTC.</summary>
    [Parameter]
    public TimeSpan Offset { get; set; }

    /// <summary>The number of the selected row of the log.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>Raised when the user clicks an arrow that has a row in the log.</summary>
    [Parameter]
    public EventCallback<long?> SelectedChanged { get; set; }

    /// <summary>Shown while the diagram is empty.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    private string Count =>
        $"{Quantity.Of(Model.Connections.Sum(c => c.Frames.Sum(step => step.Count)), "frame")}, "
        + Quantity.Of(Model.Connections.Count, "connection");

    private string Loss => string.Join(" ", new[]
    {
        Model.Missed > 0 ? $"{Model.Missed:N0} records of the server's half were missed: the watcher's queue was full." : null,
        Model.Lost > 0 ? $"{Model.Lost:N0} events are not shown: the page dropped them before the dashboard could take them." : null,
        Model.DroppedFrames > 0 ? $"{Model.DroppedFrames:N0} older steps were dropped." : null,
    }.Where(part => part is not null));

    private static int IndexOf(IReadOnlyList<DiagramRow> rows, long selected)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Holds(selected))
                return i;
        }

        return -1;
    }

    private async Task SelectAsync(DiagramRow row)
    {
        if (row.Kind == DiagramRowKind.Burst)
        {
            if (!_open.Remove(row.Step!.Number))
                _open.Add(row.Step.Number);
            // Bursts that the model has dropped are never drawn again.
            _open.IntersectWith(_list.Items.Where(shown => shown.Kind == DiagramRowKind.Burst).Select(shown => shown.Step!.Number));
            _list.Reload();
        }
        else if (row.Step?.Browser is { } browser)
        {
            _list.StayFor(browser.Row);
            await SelectedChanged.InvokeAsync(browser.Row);
        }
    }
}
