using SseDashboard.Display;
using SseDashboard.Exchange.Views;

namespace SseDashboard.Components.Exchange;

/// <summary>
/// The exchange as a sequence diagram: two lanes, server and browser, with time running down; an arrow for each request, frame
/// and answer, and the reason for each frame that never became an event.
/// </summary>
public sealed partial class ExchangeDiagram
{
    private readonly HashSet<long> _open = [];

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

    private Task OpenAsync(DiagramRow row)
    {
        if (row.Kind != DiagramRowKind.Burst)
            return SelectAsync(row.Step);
        if (!_open.Remove(row.Step!.Number))
            _open.Add(row.Step.Number);
        // Bursts that the model has dropped are never drawn again.
        _open.IntersectWith(List.Items.Where(shown => shown.Kind == DiagramRowKind.Burst).Select(shown => shown.Step!.Number));
        List.Reload();
        return Task.CompletedTask;
    }
}
