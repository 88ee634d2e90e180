namespace SseDashboard.Exchange.Views;

/// <summary>
/// The latencies of the newest events: from the server's write to the browser's dispatch, with the clocks' difference taken out.
/// </summary>
/// <param name="Steps">The events, newest first.</param>
/// <param name="Sorted">Their latencies in ms, shortest first.</param>
/// <param name="Bars">How many lie below each of <see cref="Limits"/>, and in the last one the rest.</param>
public sealed record Latencies(IReadOnlyList<FrameStep> Steps, double[] Sorted, int[] Bars)
{
    /// <summary>The most events looked at: enough for the 99th percentile to stand on twenty of them.</summary>
    public const int Most = 2_000;

    /// <summary>The upper limits of the bars in ms, in steps that a person can compare.</summary>
    public static readonly double[] Limits = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

    /// <summary>The latency that half of the events stay below, in ms.</summary>
    public double P50 => Percentile(0.50);

    /// <summary>The latency that all but one in a hundred stay below, in ms.</summary>
    public double P99 => Percentile(0.99);

    /// <summary>Takes the newest events.</summary>
    /// <param name="connections">The connections, oldest first.</param>
    /// <param name="difference">Browser's clock minus server's, in ms.</param>
    public static Latencies Of(IReadOnlyList<ExchangeConnection> connections, double difference)
    {
        var newestFirst = connections.Reverse().SelectMany(connection => connection.Frames.Reverse());
        FrameStep[] steps = [.. newestFirst.Where(step => step.Latency is not null).Take(Most)];
        double[] sorted = [.. steps.Select(step => step.Latency!.Value - difference).Order()];
        int[] bars = new int[Limits.Length + 1];
        foreach (double latency in sorted)
            bars[Array.FindIndex(Limits, limit => latency < limit) is >= 0 and var bar ? bar : Limits.Length]++;
        return new(steps, sorted, bars);
    }

    // The nearest rank: a value that really occurred.
    private double Percentile(double share) => Sorted[Math.Max(0, (int)Math.Ceiling(share * Sorted.Length) - 1)];
}
