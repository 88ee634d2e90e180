namespace SseDashboard.Exchange.Views;

/// <summary>
/// The latencies of the newest events, from the server's write to the browser's dispatch, corrected for the clock difference.
/// </summary>
/// <param name="Steps">The events, newest first.</param>
/// <param name="Sorted">Their latencies in ms, ascending. A negative one is an error of the clocks.</param>
/// <param name="Bars">The histogram: one bar per entry of <see cref="Limits"/>, and a last one for everything above.</param>
public sealed record Latencies(IReadOnlyList<FrameStep> Steps, double[] Sorted, int[] Bars)
{
    /// <summary>The most events included: all that a page keeps, of which four lie above the 99th percentile.</summary>
    public const int Most = ExchangeModel.MostFrames;

    /// <summary>The upper limits of the bars, in ms, on a 1-2-5 scale.</summary>
    public static readonly double[] Limits = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

    /// <summary>The median latency, in ms.</summary>
    public double P50 => Percentile(0.50);

    /// <summary>The 99th percentile of the latency, in ms.</summary>
    public double P99 => Percentile(0.99);

    /// <summary>Collects the latencies of the newest events.</summary>
    /// <param name="connections">The connections, oldest first.</param>
    /// <param name="clock">The difference of the clocks; <see langword="null"/> until it is measured.</param>
    public static Latencies Of(IReadOnlyList<ExchangeConnection> connections, ClockEstimate? clock)
    {
        var newestFirst = connections.Reverse().SelectMany(connection => connection.Frames.Reverse());
        FrameStep[] steps = [.. newestFirst.Where(step => step.Latency is not null).Take(Most)];
        double[] sorted = [.. steps.Select(step => step.Latency!.Value - (clock?.Difference ?? 0)).Order()];
        int[] bars = new int[Limits.Length + 1];
        foreach (double latency in sorted)
            bars[Array.FindIndex(Limits, limit => latency < limit) is >= 0 and var bar ? bar : Limits.Length]++;
        return new(steps, sorted, bars);
    }

    // Nearest rank: always a latency that was measured.
    private double Percentile(double share) => Sorted[Math.Max(0, (int)Math.Ceiling(share * Sorted.Length) - 1)];
}
