using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the hop; the configuration section <c>Hop</c>.</summary>
internal sealed class HopOptions
{
    /// <summary>The size of the buffer, in bytes: a page of memory, as nginx takes for each of its <c>proxy_buffers</c>.</summary>
    [Range(256, 1_048_576)]
    public int BufferBytes { get; init; } = 4_096;

    /// <summary>
    /// The most requests in flight through the hop. A lesson has one at a time, and each takes three connections, and so three
    /// file descriptors, where a direct one takes one.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; init; } = 30;
}
