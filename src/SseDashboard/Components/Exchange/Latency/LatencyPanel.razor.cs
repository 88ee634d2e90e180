using System.Globalization;
using Microsoft.AspNetCore.Components;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;

namespace SseDashboard.Components.Exchange;

/// <summary>How long events take from the server's write to the browser's dispatch, and how certain that is.</summary>
public sealed partial class LatencyPanel
{
    // More rows would only slow down each render.
    private const int Shown = 50;

    private Latencies? _latencies;
    private long _tooFast;
    private long _version = -1;
    private ClockEstimate? _estimate;
    private bool _measuring;

    /// <summary>What to measure.</summary>
    [Parameter, EditorRequired]
    public required ExchangeModel Model { get; set; }

    /// <summary>The difference of the clocks. Measured when the panel is first shown, unless already known.</summary>
    [Parameter, EditorRequired]
    public required ClockDifference Clock { get; set; }

    /// <summary>The browser's offset from UTC.</summary>
    [Parameter]
    public TimeSpan Offset { get; set; }

    /// <summary>The number of the selected row of the log.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>The label of the page's button that opens a stream.</summary>
    [Parameter]
    public string Opener { get; set; } = "Connect";

    private double Difference => Clock.Estimate?.Difference ?? 0;

    private string ClockText => Clock.Estimate is { } clock
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"The browser's clock differs from the server's by {clock.Difference:+0.0;-0.0;0.0} ms, ± {clock.Uncertainty:0.0} ms "
            + $"({clock.RoundTrips} round trips). The times below are corrected for that; ≤ means that a time is too short for this accuracy.")
        : "Comparing the clocks…";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_version == Model.Version && _estimate == Clock.Estimate)
            return;
        (_version, _estimate) = (Model.Version, Clock.Estimate);
        _latencies = Latencies.Of(Model.Connections, Clock.Estimate);
        _tooFast = Model.Connections.Sum(connection => connection.Browser?.TooFast ?? 0);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Clock.Estimate is null)
            await MeasureAsync();
    }

    private async Task MeasureAsync()
    {
        _measuring = true;
        try
        {
            await Clock.MeasureAsync();
        }
        finally
        {
            _measuring = false;
        }

        OnParametersSet();
        StateHasChanged();
    }

    private static string FlushedAfter(FrameStep step) =>
        step.Wire!.Flushed is { } flushed ? "+" + Quantity.Duration((flushed - step.Wire.At).TotalMilliseconds) : "never";

    private string After(double latency) => Text(latency) is var text && char.IsDigit(text[0]) ? "+" + text : text;

    private string Text(double latency) => Passage.Text(latency, Clock.Estimate?.Uncertainty ?? 0);
}
