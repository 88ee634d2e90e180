using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Page;

/// <summary>What a reader made of one load.</summary>
/// <param name="Reader">The page.</param>
/// <param name="Rate">The load in events per second.</param>
internal sealed record PageFigures(Reader Reader, int Rate)
{
    /// <summary>How many events the browser dispatched per second; NaN if it did not reach the end.</summary>
    public required double Dispatched { get; init; }

    /// <summary>How many events the page had counted at the end of the load, per second.</summary>
    public required double Taken { get; init; }

    /// <summary>How many events the page says are lost.</summary>
    public required long Lost { get; init; }

    /// <summary>How many events the page accounts for neither as taken nor as lost, when nothing changes any more.</summary>
    public required long Unsaid { get; init; }

    /// <summary>The time from dispatch to screen in milliseconds: of each frame's new rows the oldest.</summary>
    public required Sample Delays { get; init; }

    /// <summary>The longest that the screen was behind the browser, in milliseconds.</summary>
    public required double Behind { get; init; }

    /// <summary>The time from a click to its answer in milliseconds; infinite for one without an answer.</summary>
    public required Sample Clicks { get; init; }

    /// <summary>The durations of long tasks during the load, in milliseconds.</summary>
    public required Sample Tasks { get; init; }

    /// <summary>The share of the time that the page's main thread was busy.</summary>
    public required double MainThread { get; init; }

    /// <summary>The page's heap after a collection, in bytes.</summary>
    public required long Heap { get; init; }

    /// <summary>The CPU time that the host used per second.</summary>
    public required double HostCpu { get; init; }

    /// <summary>The CPU time that all processes of Chromium used per second.</summary>
    public required double ChromiumCpu { get; init; }

    /// <summary>The host's resident memory, in bytes.</summary>
    public required long HostMemory { get; init; }
}
