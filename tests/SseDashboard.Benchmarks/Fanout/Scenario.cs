namespace SseDashboard.Benchmarks.Fanout;

/// <summary>What to measure, and the bounds that ours must meet.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">A description of the load.</param>
/// <param name="Subscribers">The number of subscribers.</param>
/// <param name="Rate">Events per second; 0 for as fast as possible, -1 for none.</param>
/// <param name="Unit">The unit of the measurement.</param>
/// <param name="Measure">Reads the measurement from a run.</param>
/// <param name="Bounds">The bounds on ours compared with other variants.</param>
internal sealed record Scenario(
    string Name, string Title, int Subscribers, int Rate, string Unit, Func<Run, double> Measure, params Bound[] Bounds)
{
    /// <summary>The scenarios of one host.</summary>
    public static readonly IReadOnlyList<Scenario> OneHost =
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

    /// <summary>The scenarios of several hosts, which need redis-server and nginx with nchan, and so run only by name.</summary>
    public static readonly IReadOnlyList<Scenario> SeveralHosts =
    [
        Hosts("saturated", "1,000 subscribers on each of two hosts, saturated", 2_000, Load.Saturated, 0, "M deliveries/s",
            run => run.DeliveriesPerSecond / 1e6, new Bound("broadcast", 0.8, AtLeast: true), new Bound(Target.Nchan, 1, AtLeast: true)),
        Hosts("latency", "1,000 subscribers on each of two hosts, 10 events/s one at a time", 2_000, Load.Paced, 10, "p50 ms",
            run => run.P50, new Bound("broadcast", 2, IsDifference: true), new Bound(Target.Nchan, 1)),
        Hosts("publish", "single events through one of two hosts, pipelined", 2, Load.Pipelined, 0, "thousand/s",
            run => run.DeliveriesPerSecond / 2 / 1e3, new Bound(null, 20, AtLeast: true)),
        Hosts("post", "single events through one of two hosts, over 64 HTTP connections", 2, Load.Posted, 0, "thousand/s",
            run => run.DeliveriesPerSecond / 2 / 1e3, new Bound(Target.Nchan, 1, AtLeast: true)),
    ];

    /// <summary>How the scenario publishes; by default, as the rate says.</summary>
    public Load Load { get; init; } = Rate switch { < 0 => Load.Idle, 0 => Load.Saturated, _ => Load.Paced };

    /// <summary>The variant that must meet the bounds.</summary>
    public string Ours { get; init; } = "broadcast";

    /// <summary>How many groups the subscribers form: one on each host, or all on the one there is.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// Whether all variants run side by side and are measured in short turns, so that other load on the machine affects them
    /// equally. Not for ten thousand subscribers: both ends of two variants' sockets can exceed the limit on open files.
    /// </summary>
    public bool Together => Subscribers <= 2_000;

    /// <summary>All variants to run, ours last.</summary>
    public IReadOnlyList<string> Variants => [.. Bounds.Select(bound => bound.Against).OfType<string>(), Ours];

    private static Scenario Hosts(
        string name, string title, int subscribers, Load load, int rate, string unit, Func<Run, double> measure, params Bound[] bounds) =>
        new($"hosts-{name}", title, subscribers, rate, unit, measure, bounds) { Load = load, Ours = Target.Redis, Groups = 2 };
}
