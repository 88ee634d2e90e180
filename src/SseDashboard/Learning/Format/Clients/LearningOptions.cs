using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Learning.Format;

/// <summary>The bounds of the playground; the configuration section <c>Learning</c>.</summary>
public sealed class LearningOptions
{
    /// <summary>
    /// The most streams that pages keep ready for their browsers; each has at most 2,400 bytes. A page has one, and as many pages
    /// may be open or waiting to reconnect by default (<c>Circuits:Max</c>, <c>Circuits:MaxDisconnected</c>).
    /// </summary>
    [Range(1, 100_000)]
    public int MaxStreams { get; init; } = 300;

    /// <summary>
    /// The pause after each chunk, in milliseconds, so that a browser on this machine does not read two chunks at once.
    /// </summary>
    [Range(0, 1_000)]
    public int ChunkPauseMs { get; init; } = 20;

    /// <summary>The longest time that all pauses together take, in milliseconds: a stream that is cut everywhere still ends soon.</summary>
    [Range(0, 60_000)]
    public int MaxPauseMs { get; init; } = 2_000;
}
