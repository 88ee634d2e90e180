namespace SseDashboard.Benchmarks.Fanout;

/// <summary>What is measured, and what ours has to reach.</summary>
/// <param name="Name">The name to ask for it.</param>
/// <param name="Title">What is done.</param>
/// <param name="Subscribers">How many listen.</param>
/// <param name="Rate">Events a second; 0 as fast as it goes, -1 none.</param>
/// <param name="Unit">What is measured.</param>
/// <param name="Measure">Takes it from a run.</param>
/// <param name="Bounds">What ours is compared with.</param>
internal sealed record Scenario(
    string Name, string Title, int Subscribers, int Rate, string Unit, Func<Run, double> Measure, params Bound[] Bounds)
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("saturated", "1,000 subscribers, saturated", 1_000, 0, "M deliveries/s",
            run => run.DeliveriesPerSecond / 1e6, new Bound("baseline", 5, AtLeast: true)),
        new("single", "one subscriber, flat out", 1, 0, "M events/s",
            run => run.DeliveriesPerSecond / 1e6, new Bound("baseline", 4, AtLeast: true)),
        new("cpu", "1,000 subscribers, 50 events/s", 1_000, 50, "host CPU s/M deliveries",
            run => run.CpuPerMillion, new Bound("baseline", 0.70), new Bound("bare", 1.05)),
        new("latency", "10,000 subscribers, 10 events/s", 10_000, 10, "p99 ms",
            run => run.P99, new Bound("baseline", 0.40)),
        new("memory", "10,000 subscribers, idle", 10_000, -1, "KB/connection",
            run => run.KilobytesPerConnection, new Bound("baseline", 0.84)),
    ];

    /// <summary>
    /// Whether all variants are up at the same time and are measured in short turns, so that what else the machine does meets
    /// all of them. Twice ten thousand sockets, each with its other end, can be more files than a machine allows.
    /// </summary>
    public bool Together => Subscribers <= 1_000;

    /// <summary>Everything that runs, ours last.</summary>
    public IReadOnlyList<string> Variants => [.. Bounds.Select(bound => bound.Against), "broadcast"];
}
