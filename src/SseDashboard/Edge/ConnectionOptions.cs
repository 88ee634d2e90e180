using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Edge;

/// <summary>
/// How many connections the host accepts besides those of its event streams, and how long one may be idle; the
/// configuration section <c>Connections</c>.
/// </summary>
internal sealed class ConnectionOptions
{
    /// <summary>
    /// The connections kept for everything but streams and WebSockets: pages, POSTs, health checks. A browser opens six for a
    /// page, so forty pages can load at once.
    /// </summary>
    [Range(16, 100_000)]
    public int Requests { get; init; } = 256;

    /// <summary>
    /// The file descriptors that no connection may use. Each assembly loaded after the start takes two, each file being sent
    /// takes one, and an excess connection must be accepted before it can be closed.
    /// </summary>
    [Range(32, 100_000)]
    public int SpareDescriptors { get; init; } = 128;

    /// <summary>
    /// How long a connection may stay open without a request. 75 s is longer than the 60 s of nginx and common load balancers,
    /// so that the proxy closes first and never sends a request on a connection that the host is closing.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Must be 00:00:01 to 01:00:00 (hh:mm:ss).")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How long a request's header section may take from its first byte. It is a few kilobytes, so 10 s suffice on any link.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Must be 00:00:01 to 01:00:00 (hh:mm:ss).")]
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
