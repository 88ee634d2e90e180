using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// How many dashboard pages the host serves at once; the section <c>Circuits</c> of the configuration. Each open page is a
/// Blazor circuit: a connection, and the state of the page in the host's memory.
/// </summary>
internal sealed class CircuitLimits
{
    /// <summary>
    /// The most pages connected at once: a large class. A page costs 0.3 to 0.4 MB before it has shown a single event, so all
    /// of them together cost up to 80 MB, and 120 MB with those of <see cref="MaxDisconnected"/>.
    /// </summary>
    [Range(1, 100_000)]
    public int Max { get; init; } = 200;

    /// <summary>
    /// The most pages whose connection broke that are kept for their browser to return to, on top of <see cref="Max"/>. A
    /// page beyond that starts afresh.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxDisconnected { get; init; } = 100;

    /// <summary>How long such a page is kept. Three minutes, the framework's default, outlast a train in a tunnel.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "Must be between {1} and {2}.")]
    public TimeSpan KeepDisconnected { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>What <c>Retry-After</c> asks of a browser that found no place, and when its page tries again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Must be between {1} and {2}.")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The most WebSockets open at once. Each page has one; a tenth more, or four, leave room for pages that reconnect before
    /// their old socket is closed.
    /// </summary>
    public int MaxWebSockets => Max + Math.Max(4, Max / 10);

    /// <summary><see cref="RetryAfter"/> in whole seconds, as the header needs it (RFC 9110, section 10.2.3).</summary>
    public int RetryAfterSeconds => (int)Math.Ceiling(RetryAfter.TotalSeconds);
}
