namespace SseDashboard.Benchmarks.Fanout;

/// <summary>The measurements of one run; zero where the scenario does not measure.</summary>
internal sealed record Run
{
    public double DeliveriesPerSecond { get; init; }

    /// <summary>The host's CPU time for a million deliveries, in seconds.</summary>
    public double CpuPerMillion { get; init; }

    /// <summary>The kernel's part of that. On loopback it includes the receiving side of the network stack.</summary>
    public double KernelPerMillion { get; init; }

    /// <summary>Milliseconds.</summary>
    public double P50 { get; init; }

    /// <summary>Milliseconds.</summary>
    public double P99 { get; init; }

    public double KilobytesPerConnection { get; init; }

    /// <summary>Whether every event reached every client.</summary>
    public bool Complete { get; init; } = true;
}
