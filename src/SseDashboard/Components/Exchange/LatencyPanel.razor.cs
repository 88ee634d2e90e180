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
    private const double BarHeight = 62;

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

    /// <summary>Shown while the panel is empty.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    private double Difference => Clock.Estimate?.Difference ?? 0;

    private string ClockText => Clock.Estimate is { } clock
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"The browser's clock is {clock.Difference:+0.0;-0.0;0.0} ms from the server's, ± {clock.Uncertainty:0.0} ms "
            + $"({clock.RoundTrips} round trips); it is taken out below.")
        : "Comparing the clocks…";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_version == Model.Version && _estimate == Clock.Estimate)
            return;
        (_version, _estimate) = (Model.Version, Clock.Estimate);
        _latencies = Latencies.Of(Model.Connections, Difference);
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

    // A negative latency can only be an error of the clocks; show it.
    private static string Signed(double milliseconds) => (milliseconds < 0 ? "" : "+") + Quantity.Duration(milliseconds);

    // At 390 px there is no room for four digits.
    private static string LimitName(double limit) => limit < 1_000 ? limit.ToString("0.#") : $"{limit / 1_000:0} s";

    private static string BarName(int bar) =>
        bar < Latencies.Limits.Length ? $"below {Latencies.Limits[bar]:0.#} ms" : $"of {Latencies.Limits[^1]:0} ms or more";

    private static string HistogramText(Latencies latencies)
    {
        var bars = latencies.Bars.Index().Where(bar => bar.Item > 0).Select(bar => $"{bar.Item:N0} {BarName(bar.Index)}");
        return "Histogram: " + string.Join(", ", bars);
    }

    private static double HeightOf(int count, Latencies latencies) =>
        count == 0 ? 0 : Math.Max(1.5, BarHeight * count / latencies.Bars.Max());

    private static string Height(int count, Latencies latencies) => Number(HeightOf(count, latencies));

    private static string Y(int count, Latencies latencies) => Number(64 - HeightOf(count, latencies));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
