using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Document;

/// <summary>The bounds of a stream that a <c>POST /sse</c> asks for; the section <c>Document</c> of the configuration.</summary>
internal sealed class DocumentOptions
{
    /// <summary>The largest body, in bytes. The longest text, escaped as JSON can escape it, still fits.</summary>
    [Range(1_024, 1_048_576)]
    public int MaxBodyBytes { get; init; } = 32_768;

    /// <summary>The most periodic messages. A thousand fill any log that a person reads.</summary>
    [Range(1, 1_000_000)]
    public int MaxMessages { get; init; } = 1_000;

    /// <summary>
    /// The shortest interval, in milliseconds. A hundred events a second is more than one can follow, and a client that
    /// asks for more than that wants a load test, which the fan-out bench is for.
    /// </summary>
    [Range(1, 60_000)]
    public int MinIntervalMs { get; init; } = 10;

    /// <summary>The longest interval, in milliseconds: as long as the usual idle timeout of a load balancer, so that it can be shown.</summary>
    [Range(1, 3_600_000)]
    public int MaxIntervalMs { get; init; } = 60_000;

    /// <summary>The shortest heartbeat, in milliseconds. The clock of all connections ticks four times a second; finer makes no difference.</summary>
    [Range(1, 60_000)]
    public int MinHeartbeatMs { get; init; } = 250;

    /// <summary>The longest text, in UTF-16 code units. It is more than the dashboard shows of one event without being asked.</summary>
    [Range(1, 100_000)]
    public int MaxTextLength { get; init; } = 5_000;
}
