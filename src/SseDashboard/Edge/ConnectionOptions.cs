using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Edge;

/// <summary>
/// How many connections the host accepts beside those of its event streams, and how long one may stay silent; the section
/// <c>Connections</c> of the configuration.
/// </summary>
internal sealed class ConnectionOptions
{
    /// <summary>
    /// The connections kept for everything else when all streams and WebSockets are taken: pages, POSTs, health checks. A
    /// browser opens six for a page, so forty pages can load at once.
    /// </summary>
    [Range(16, 100_000)]
    public int Requests { get; init; } = 256;

    /// <summary>
    /// The file descriptors that no connection may use. Each assembly loaded after the start takes two, each file being sent
    /// one, and a connection over the bound has to be accepted before it can be closed.
    /// </summary>
    [Range(32, 100_000)]
    public int SpareDescriptors { get; init; } = 128;

    /// <summary>
    /// How long a connection may stay open without a request. 75 s is longer than the 60 s for which nginx and common load
    /// balancers keep theirs, so that the proxy is the one that closes and no request meets a closing connection.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Must be 00:00:01 to 01:00:00 (hh:mm:ss).")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How long the head of a request may take from its first byte. It is a few kilobytes: 10 s are enough for any link.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Must be 00:00:01 to 01:00:00 (hh:mm:ss).")]
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
