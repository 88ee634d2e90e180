using Microsoft.AspNetCore.Components;
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
    private RowList<DiagramRow, (DiagramRowKind Kind, long Number)> _list = default!;

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

    /// <summary>The label of the page's button that opens a stream.</summary>
    [Parameter]
    public string Opener { get; set; } = "Connect";

    // The server's times are shown by the browser's clock.
    private string ClockText => Clock is { } clock ? $"± {Quantity.Duration(Math.Max(0.1, clock.Uncertainty))}" : "time";

    private string Count =>
        $"{Quantity.Of(Model.Connections.Sum(c => c.Frames.Sum(step => step.Count)), "frame")}, "
        + Quantity.Of(Model.Connections.Count, "connection");

    private string Loss => string.Join(" ", new[]
    {
        Model.Missed > 0 ? $"{Quantity.Of(Model.Missed, "record")} of the server's side missed: the dashboard could not keep up." : null,
        Model.Lost > 0 ? $"{Quantity.Of(Model.Lost, "event")} not shown: the page dropped them before the dashboard could take them." : null,
        Model.DroppedFrames > 0 ? $"{Quantity.Of(Model.DroppedFrames, "older step")} dropped to make room." : null,
    }.Where(part => part is not null));

    private static string IdOf(DiagramRow row) => $"step-{row.Key.Kind}-{row.Key.Number}";

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
