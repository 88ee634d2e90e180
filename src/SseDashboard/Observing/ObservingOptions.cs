using System.ComponentModel.DataAnnotations;
using SseDashboard.Streams;

namespace SseDashboard.Observing;

/// <summary>The bounds of one observation; the configuration section <c>Observing</c>.</summary>
public sealed class ObservingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Observing";

    /// <summary>The most blocks kept; older ones are dropped. Twice a burst of 10,000 events, so that such a burst stays whole.</summary>
    [Range(1, 1_000_000)]
    public int MaxBlocks { get; init; } = 20_000;

    /// <summary>
    /// The most memory that the blocks kept may take, in bytes. 20,000 events of 330 bytes take about 30 MB: their bytes, their
    /// data as text, and 500 bytes for each.
    /// </summary>
    [Range(65_536, 1_073_741_824)]
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// The largest block, in bytes. Four times an event of 1 MB, which is rare and still worth reading. A larger one ends the
    /// reading; further bytes are only counted.
    /// </summary>
    [Range(1_024, 268_435_456)]
    public int MaxBlockBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most arrivals listed for one block. 256 show how a block trickled in; further ones are only counted.</summary>
    [Range(1, 65_536)]
    public int MaxChunksPerBlock { get; init; } = 256;

    /// <summary>How many bytes of the beginning of a body are kept, as they arrived: an error page's text fits.</summary>
    [Range(256, 16_777_216)]
    public int MaxBodyStartBytes { get; init; } = 16 * 1024;

    /// <summary>
    /// The most memory that the text joined from a stream's fragments may take, in bytes: two for each UTF-16 unit and 16 for each
    /// fragment. A long answer of 100,000 tokens takes 2.5 MB. Text beyond it is only counted.
    /// </summary>
    [Range(4_096, 268_435_456)]
    public int MaxAssembledBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most parts of such a text: choices, blocks of reasoning, tool calls. Real answers have fewer than ten.</summary>
    [Range(1, 1_000)]
    public int MaxAssembledParts { get; init; } = 64;

    /// <summary>
    /// How long a further request may last that only finds out more about a stream. Two bursts of a buffer that fills within five
    /// seconds are seen, and the user waits no longer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Must be {1} to {2} (hh:mm:ss).")]
    public TimeSpan MaxProbeDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bytes of such a request's response are enough: 3,000 events of 330 bytes.</summary>
    [Range(1_024, 1_073_741_824)]
    public int MaxProbeBytes { get; init; } = 1024 * 1024;

    internal EventStreamReaderOptions Reader => new()
    {
        MaxEventBytes = MaxBlockBytes,
        MaxLineBytes = MaxBlockBytes,
        MaxChunksPerBlock = MaxChunksPerBlock,
    };
}
