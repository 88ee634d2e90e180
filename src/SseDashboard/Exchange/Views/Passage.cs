using SseDashboard.Display;

namespace SseDashboard.Exchange.Views;

/// <summary>
/// Times at both ends on one clock, the browser's, which the log shows too. Nothing arrives before it was sent: if it seems so by
/// no more than the uncertainty of the clocks, that is their error, and is not shown.
/// </summary>
internal static class Passage
{
    // A latency is shown to this many ms.
    private const double Shown = 0.1;

    /// <summary>The server's time by the browser's clock, in ms since 1970.</summary>
    /// <param name="clock">The difference of the clocks; <see langword="null"/> until it is measured.</param>
    /// <param name="server">The server's time.</param>
    /// <param name="browser">The time of the other end by the browser's clock, if it is known.</param>
    /// <param name="toServer">Whether it was sent to the server, rather than to the browser.</param>
    public static double? ServerTime(ClockEstimate? clock, DateTimeOffset? server, double? browser, bool toServer = false)
    {
        if (server is not { } at)
            return null;
        double time = ClockEstimate.ToBrowser(clock, at);
        if (browser is not { } other)
            return time;
        double early = toServer ? other - time : time - other;
        return early > 0 && early <= clock?.Uncertainty ? other : time;
    }

    /// <summary>A latency, corrected for the difference of the clocks; an upper bound where it seems to be negative.</summary>
    /// <param name="latency">The corrected latency, in ms.</param>
    /// <param name="uncertainty">How far off it may be, in ms.</param>
    public static string Text(double latency, double uncertainty) => latency < 0 && latency >= -uncertainty
        ? $"≤ {Quantity.Duration(Math.Max(Shown, latency + uncertainty))}"
        : Quantity.Duration(latency);

    /// <summary>A step's latency; <see langword="null"/> if it or the difference of the clocks is not known.</summary>
    public static string? Text(FrameStep step, ClockEstimate? clock) => step.Latency is { } latency && clock is { } known
        ? Text(latency - known.Difference, known.Uncertainty)
        : null;
}
