using Microsoft.Playwright;

namespace SseDashboard.Benchmarks.Dashboard;

/// <summary>What Chromium's DevTools know of a page.</summary>
internal sealed class PageMetrics
{
    private readonly ICDPSession _session;

    private PageMetrics(ICDPSession session) => _session = session;

    /// <summary>Attaches to a page.</summary>
    public static async Task<PageMetrics> OfAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        return new(session);
    }

    /// <summary>How long the page's main thread has run tasks, in seconds.</summary>
    public async Task<double> TaskSecondsAsync()
    {
        var answer = await _session.SendAsync("Performance.getMetrics");
        return answer!.Value.GetProperty("metrics").EnumerateArray()
            .Single(metric => metric.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
    }

    /// <summary>The JavaScript heap in bytes after a collection.</summary>
    public async Task<long> HeapAsync()
    {
        await _session.SendAsync("HeapProfiler.collectGarbage");
        var answer = await _session.SendAsync("Runtime.getHeapUsage");
        return (long)(answer!.Value.GetProperty("usedSize").GetDouble() + BackingStore(answer.Value));
    }

    // Array buffers are outside the heap that usedSize counts; older versions do not report them.
    private static double BackingStore(System.Text.Json.JsonElement usage) =>
        usage.TryGetProperty("backingStorageSize", out var size) ? size.GetDouble() : 0;
}
