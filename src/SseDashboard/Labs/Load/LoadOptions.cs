using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the load lab; the configuration section <c>LoadLab</c>.</summary>
internal sealed class LoadOptions
{
    /// <summary>The highest rate, in events per second. A Chromium tab that only stores events is saturated at about 40,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxRate { get; init; } = 50_000;

    /// <summary>The largest event, in bytes on the wire: four times what crosses to the circuit of one event.</summary>
    [Range(Load.MinSize, 1_048_576)]
    public int MaxSize { get; init; } = 16_384;

    /// <summary>The longest load, in seconds: ten minutes show whether the memory of a page grows.</summary>
    [Range(1, 86_400)]
    public int MaxSeconds { get; init; } = 600;

    /// <summary>The largest burst, in events: ten times what a page should list within two seconds.</summary>
    [Range(1, 10_000_000)]
    public int MaxBurst { get; init; } = 100_000;

    /// <summary>
    /// The most bytes per second, and the most bytes of a burst. 50,000 events of 330 bytes fit, and eight such loads are well
    /// below what loopback carries.
    /// </summary>
    [Range(1_024, 1_073_741_824)]
    public int MaxBytesPerSecond { get; init; } = 16_777_216;

    /// <summary>
    /// The most loads at once. One of 20,000 events/s of 100 bytes took the host 17 % of a processor, measured with curl, so eight
    /// keep a small host busy without stopping it.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxLoads { get; init; } = 8;
}
