using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Replay;

/// <summary>The bounds of recordings; the configuration section <c>Replay</c>.</summary>
internal sealed class ReplayOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Replay";

    /// <summary>The most recordings kept at once: the fixtures of a front end's tests, in a list that is still easy to read.</summary>
    [Range(1, 1_000)]
    public int MaxRecordings { get; init; } = 50;

    /// <summary>
    /// The largest recording, in bytes, with 100 for each chunk. A burst of 10,000 events of 330 bytes fits three times, even if
    /// each arrived in a chunk of its own.
    /// </summary>
    [Range(1_024, 268_435_456)]
    public int MaxRecordingBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most memory of all recordings kept, in bytes: eight of the largest.</summary>
    [Range(1_024, 4_294_967_296)]
    public long MaxBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>
    /// The largest file of a recording, in bytes. In NDJSON, text takes little more than its own size, base64 a third more, and
    /// nothing but control characters six times as much.
    /// </summary>
    [Range(1_024, 1_073_741_824)]
    public int MaxUploadBytes { get; init; } = 48 * 1024 * 1024;

    /// <summary>The longest recording that can be imported: as long as the relay records with the largest <c>Relay:MaxDuration</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ErrorMessage = "Must be {1} to {2} (hh:mm:ss).")]
    public TimeSpan MaxLength { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether pages of any origin may read the recordings. Otherwise only pages on localhost may, at any port, such as a front
    /// end under development: unlike the demo streams, a recording holds what someone received, and its name is easily guessed.
    /// </summary>
    public bool AnyOrigin { get; init; }
}
