using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Page;

/// <summary>What a reader made of a burst.</summary>
/// <param name="Reader">The page.</param>
internal sealed record BurstFigures(Reader Reader)
{
    /// <summary>The time from the server's first write to the frame that shows the last event, in milliseconds; NaN if it was never shown.</summary>
    public required double Listed { get; init; }

    /// <summary>The durations of long tasks, in milliseconds.</summary>
    public required Sample Tasks { get; init; }

    /// <summary>How many events the page says are lost.</summary>
    public required long Lost { get; init; }

    /// <summary>How many events the page accounts for neither as taken nor as lost.</summary>
    public required long Unsaid { get; init; }
}
