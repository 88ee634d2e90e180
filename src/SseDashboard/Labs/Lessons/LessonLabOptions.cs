using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the streams that only the lessons need; the configuration section <c>LessonLabs</c>.</summary>
public sealed class LessonLabOptions
{
    /// <summary>
    /// The most tickers that pages keep. A page has one, and as many pages may be open or waiting to reconnect by default
    /// (<c>Circuits:Max</c>, <c>Circuits:MaxDisconnected</c>).
    /// </summary>
    [Range(1, 100_000)]
    public int MaxTickers { get; init; } = 300;

    /// <summary>The longest silence of the quiet stream, in seconds: as long as the idle proxy's longest timeout.</summary>
    [Range(1, 3_600)]
    public int MaxQuietSeconds { get; init; } = 120;

    /// <summary>The shortest interval of its heartbeats, in milliseconds. Ten a second are far more than any proxy needs.</summary>
    [Range(1, 60_000)]
    public int MinHeartbeatMs { get; init; } = 100;

    /// <summary>The longest text of its heartbeats, in UTF-16 code units: a line that can still be read in a log.</summary>
    [Range(0, 10_000)]
    public int MaxHeartbeatLength { get; init; } = 100;

    /// <summary>
    /// The idle timeout of the proxy in the lesson on keep-alive, in seconds: short enough to wait for, where load balancers
    /// have 60.
    /// </summary>
    [Range(1, 120)]
    public int ProxyTimeoutSeconds { get; init; } = 5;
}
