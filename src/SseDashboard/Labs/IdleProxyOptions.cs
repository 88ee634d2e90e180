using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the idle proxy; the configuration section <c>IdleProxy</c>.</summary>
internal sealed class IdleProxyOptions
{
    /// <summary>The longest idle timeout that a request may choose, in seconds: twice the 60 s of common load balancers.</summary>
    [Range(1, 3_600)]
    public int MaxSeconds { get; init; } = 120;

    /// <summary>
    /// The most requests in flight through the proxy. Each takes three connections, and so three file descriptors, where a
    /// direct one takes one.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; init; } = 50;
}
