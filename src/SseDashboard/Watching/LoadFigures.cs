namespace SseDashboard.Watching;

/// <summary>What the browser has measured of a load since its start.</summary>
/// <param name="Time">When, by the page's monotonic clock, in milliseconds.</param>
/// <param name="Dispatched">How many events the browser dispatched.</param>
/// <param name="Shown">How many events were rendered as rows of the log.</param>
/// <param name="DelayP50">The median time from the dispatch of a shown event to the frame with its row, in milliseconds; <see langword="null"/> before the first.</param>
/// <param name="DelayP99">The same for the 99th percentile.</param>
/// <param name="LongTasks">How many tasks took the main thread for 50 ms or longer (Long Tasks API).</param>
/// <param name="LongestTask">The longest of them, in milliseconds; 0 if there was none.</param>
/// <param name="Heap">The page's JavaScript heap in bytes; <see langword="null"/> if the browser does not tell.</param>
public sealed record LoadFigures(
    double Time, long Dispatched, long Shown, double? DelayP50, double? DelayP99, int LongTasks, double LongestTask, long? Heap);

/// <summary>What has become of a load's events outside the browser's own counting.</summary>
/// <param name="Written">Written by the server.</param>
/// <param name="Taken">Taken and counted by the page.</param>
/// <param name="Dropped">Dropped by the page to make room for newer ones.</param>
/// <param name="Lost">Dropped by the page before it could show them.</param>
public readonly record struct LoadCounts(long Written, long Taken, long Dropped, long Lost);
