using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// How many dashboard pages the host serves at once; the configuration section <c>Circuits</c>. Each open page is a Blazor
/// circuit: a connection, and the page's state in the host's memory.
/// </summary>
internal sealed class CircuitLimits
{
    /// <summary>
    /// The most pages connected at once: enough for a large class. A page takes 0.9 to 1.1 MB of heap before it shows a single
    /// event, and 1.9 to 2.4 MB on a stream, most of it the render trees of its components. All of them take up to 0.5 GB, and 0.7 GB
    /// with those of <see cref="MaxDisconnected"/>.
    /// </summary>
    [Range(1, 100_000)]
    public int Max { get; init; } = 200;

    /// <summary>
    /// The most disconnected pages whose state is kept for their browser to reconnect, in addition to <see cref="Max"/>. A
    /// page over that limit has to reload.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxDisconnected { get; init; } = 100;

    /// <summary>How long a disconnected page is kept. Three minutes, the framework's default, are longer than a train is in a tunnel.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "Must be between {1} and {2}.")]
    public TimeSpan KeepDisconnected { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The <c>Retry-After</c> of a refused page, and the time after which it reloads by itself.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Must be between {1} and {2}.")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The most WebSockets open at once. Each page has one; another tenth, at least four, are for pages that reconnect before
    /// their old socket is closed.
    /// </summary>
    public int MaxWebSockets => Max + Math.Max(4, Max / 10);

    /// <summary><see cref="RetryAfter"/> in whole seconds, as the header requires (RFC 9110, section 10.2.3).</summary>
    public int RetryAfterSeconds => (int)Math.Ceiling(RetryAfter.TotalSeconds);
}
