namespace SseDashboard.Benchmarks.Fanout;

/// <summary>What one run of a scenario measured; what it does not measure is zero.</summary>
internal sealed record Run
{
    public double DeliveriesPerSecond { get; init; }

    /// <summary>Seconds of the host's processor time for a million deliveries.</summary>
    public double CpuPerMillion { get; init; }

    /// <summary>The kernel's part of it: on the loopback also the half of the network that a client's machine would do.</summary>
    public double KernelPerMillion { get; init; }

    /// <summary>Milliseconds.</summary>
    public double P50 { get; init; }

    /// <summary>Milliseconds.</summary>
    public double P99 { get; init; }

    public double KilobytesPerConnection { get; init; }

    /// <summary>Whether every event has reached every client.</summary>
    public bool Complete { get; init; } = true;
}
