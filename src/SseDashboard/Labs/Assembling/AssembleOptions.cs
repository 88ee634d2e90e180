using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the canned answers; the configuration section <c>AssembleLab</c>.</summary>
internal sealed class AssembleOptions
{
    /// <summary>The most streams at once of each format. One takes a few kilobytes, for four seconds.</summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; init; } = 32;

    /// <summary>How many fragments a second: as fast as a person reads, and about what a hosted model takes for long answers.</summary>
    [Range(1, 1_000)]
    public int FragmentsPerSecond { get; init; } = 20;
}
