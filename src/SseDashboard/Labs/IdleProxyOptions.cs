using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the idle proxy; the section <c>IdleProxy</c> of the configuration.</summary>
internal sealed class IdleProxyOptions
{
    /// <summary>The longest idle timeout that may be asked for, in seconds: twice the 60 s that load balancers commonly have.</summary>
    [Range(1, 3_600)]
    public int MaxSeconds { get; init; } = 120;

    /// <summary>
    /// The most requests on their way through the proxy at once. Each takes three connections, and so as many file
    /// descriptors, where a direct one takes one.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; init; } = 50;
}
