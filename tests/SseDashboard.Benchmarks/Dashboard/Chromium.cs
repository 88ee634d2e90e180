using Microsoft.Playwright;
using SseDashboard.E2E;

namespace SseDashboard.Benchmarks.Dashboard;

/// <summary>A headless Chromium of its own.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly ICDPSession _session;

    private Chromium(IPlaywright playwright, IBrowser browser, ICDPSession session) =>
        (_playwright, Browser, _session) = (playwright, browser, session);

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; }

    /// <summary>Starts it.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(ChromiumLocator.LaunchOptions(playwright));
            return new(playwright, browser, await browser.NewBrowserCDPSessionAsync());
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>The CPU time that all its processes have used; a process that has ended no longer counts.</summary>
    public async Task<TimeSpan> CpuAsync()
    {
        var answer = await _session.SendAsync("SystemInfo.getProcessInfo");
        return TimeSpan.FromSeconds(answer!.Value.GetProperty("processInfo").EnumerateArray()
            .Sum(process => process.GetProperty("cpuTime").GetDouble()));
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
