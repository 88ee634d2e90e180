namespace SseDashboard.Benchmarks.Fanout;

/// <summary>One row of the table: what is measured, and what the ratio of ours to the baseline has to be.</summary>
/// <param name="Name">The name to ask for it.</param>
/// <param name="Title">What is done.</param>
/// <param name="Subscribers">How many listen.</param>
/// <param name="Rate">Events a second; 0 as fast as it goes, -1 none.</param>
/// <param name="Unit">What is measured.</param>
/// <param name="Measure">Takes it from a run.</param>
/// <param name="Bound">The ratio to reach.</param>
/// <param name="AtLeast">Whether the ratio has to be at least that, or at most.</param>
internal sealed record Scenario(
    string Name, string Title, int Subscribers, int Rate, string Unit, Func<Run, double> Measure, double Bound, bool AtLeast)
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("saturated", "1,000 subscribers, saturated", 1_000, 0, "M deliveries/s",
            run => run.DeliveriesPerSecond / 1e6, 5, true),
        new("single", "one subscriber, flat out", 1, 0, "M events/s", run => run.DeliveriesPerSecond / 1e6, 4, true),
        new("cpu", "1,000 subscribers, 50 events/s", 1_000, 50, "host CPU s/M deliveries",
            run => run.CpuPerMillion, 0.70, false),
        new("latency", "10,000 subscribers, 10 events/s", 10_000, 10, "p99 ms", run => run.P99, 0.40, false),
        new("memory", "10,000 subscribers, idle", 10_000, -1, "KB/connection",
            run => run.KilobytesPerConnection, 0.84, false),
    ];

    /// <summary>Whether the ratio is good enough.</summary>
    public bool Reached(double ratio) => AtLeast ? ratio >= Bound : ratio <= Bound;
}
