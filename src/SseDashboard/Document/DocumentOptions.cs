using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Document;

/// <summary>The bounds of the stream that <c>POST /sse</c> requests; the configuration section <c>Document</c>.</summary>
internal sealed class DocumentOptions
{
    /// <summary>The largest body, in bytes: the longest text fits even if JSON escapes every character.</summary>
    [Range(1_024, 1_048_576)]
    public int MaxBodyBytes { get; init; } = 32_768;

    /// <summary>The most periodic messages. A thousand are more than anyone reads in a log.</summary>
    [Range(1, 1_000_000)]
    public int MaxMessages { get; init; } = 1_000;

    /// <summary>
    /// The shortest interval, in milliseconds. Nobody can follow a hundred events a second; for load tests there is the
    /// fan-out bench.
    /// </summary>
    [Range(1, 60_000)]
    public int MinIntervalMs { get; init; } = 10;

    /// <summary>The longest interval, in milliseconds: the usual idle timeout of a load balancer, so that its effect can be shown.</summary>
    [Range(1, 3_600_000)]
    public int MaxIntervalMs { get; init; } = 60_000;

    /// <summary>The shortest heartbeat interval, in milliseconds. All connections share a timer that ticks four times a second, so a shorter one has no effect.</summary>
    [Range(1, 60_000)]
    public int MinHeartbeatMs { get; init; } = 250;

    /// <summary>The longest text, in UTF-16 code units: more than the dashboard shows of an event until its row is opened.</summary>
    [Range(1, 100_000)]
    public int MaxTextLength { get; init; } = 5_000;
}
