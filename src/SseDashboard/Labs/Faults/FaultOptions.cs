using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the faulty streams; the configuration section <c>FaultLab</c>.</summary>
internal sealed class FaultOptions
{
    /// <summary>The longest stream, in seconds of ticks: five minutes are enough to watch many reconnects.</summary>
    [Range(1, 3_600)]
    public int MaxSeconds { get; init; } = 300;

    /// <summary>The longest silence within a stream, in seconds: twice the 60 s after which common proxies cut a connection.</summary>
    [Range(1, 3_600)]
    public int MaxSilenceSeconds { get; init; } = 120;

    /// <summary>
    /// The most streams at once of each fault. A client that does not read holds up to three copies of a huge event, so 32 of
    /// them take about 100 MB until the write timeout.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; init; } = 32;

    /// <summary>What the buffering proxy collects before it passes anything on, in bytes: about three seconds of ticks.</summary>
    [Range(256, 65_536)]
    public int BufferBytes { get; init; } = 1_024;

    /// <summary>The size of the huge event's data, in bytes: far above what most clients expect, below the 16 MiB that our own reader accepts.</summary>
    [Range(65_536, 8_388_608)]
    public int HugeEventBytes { get; init; } = 1_048_576;

    /// <summary>
    /// The rate of the flood, in events per second: ten times what a page can usefully show. At most <c>LoadLab:MaxLoads</c>
    /// floods and loads run at once.
    /// </summary>
    [Range(1, 50_000)]
    public int FloodRate { get; init; } = 10_000;
}
