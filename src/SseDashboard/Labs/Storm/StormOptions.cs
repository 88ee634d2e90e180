using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of a storm; the configuration section <c>Storm</c>.</summary>
internal sealed class StormOptions
{
    /// <summary>
    /// The most clients: several hundred, so that a storm is one. Each takes two file descriptors of the process, for both ends of
    /// its connection.
    /// </summary>
    [Range(1, 5_000)]
    public int MaxClients { get; init; } = 500;

    /// <summary>
    /// The largest share of the free streams and connections that a storm may take. Half: other clients can still connect while it
    /// lasts.
    /// </summary>
    [Range(0.01, 0.9)]
    public double MaxShare { get; init; } = 0.5;

    /// <summary>The longest storm, in seconds. A lesson takes a few; one whose page has vanished must not go on.</summary>
    [Range(1, 600)]
    public int MaxSeconds { get; init; } = 60;

    /// <summary>The longest that a client may wait before it reconnects, in milliseconds.</summary>
    [Range(1, 60_000)]
    public int MaxDelayMs { get; init; } = 10_000;
}
