using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the pairs of simulated hosts; the configuration section <c>HostsLab</c>.</summary>
public sealed class HostsLabOptions
{
    /// <summary>
    /// The most pairs that pages keep. A page has one, and as many pages may be open or waiting to reconnect by default
    /// (<c>Circuits:Max</c>, <c>Circuits:MaxDisconnected</c>).
    /// </summary>
    [Range(1, 10_000)]
    public int MaxPairs { get; init; } = 300;

    /// <summary>The age at which a pair may be removed, in minutes: longer than anyone needs for the lesson.</summary>
    [Range(1, 1_440)]
    public int MaxMinutes { get; init; } = 60;

    /// <summary>The most events that each host and server of a pair keeps, and the most steps of a pair. A run has 14 steps at most.</summary>
    [Range(20, 10_000)]
    public int MaxEvents { get; init; } = 100;

    /// <summary>The most bytes of events that each host and server of a pair keeps. 300 pairs, with two of both each, then take up to 20 MB.</summary>
    [Range(4_096, 1_048_576)]
    public int MaxBytes { get; init; } = 16 * 1024;

    /// <summary>The reconnection time of its streams, in milliseconds: short, so that a client that is moved is soon back.</summary>
    [Range(50, 60_000)]
    public int RetryMs { get; init; } = 300;
}
