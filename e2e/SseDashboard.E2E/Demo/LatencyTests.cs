using System.Diagnostics;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using static SseDashboard.E2E.ExchangeTests;

namespace SseDashboard.E2E;

/// <summary>
/// How long an event takes from the server's write to the browser's dispatch. Runs on its own: with other browsers running it
/// would measure those.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class LatencyTests(Browser browser, SharedApp shared)
{
    // A machine that stalls makes one run late, a slow server every run.
    private const int Runs = 3;

    [BrowserFact]
    public async Task Exchange_DocumentFlow_DispatchesEightEventsWithinFiftyMilliseconds()
    {
        string? late = "";
        for (int run = 0; run < Runs && late is not null; run++)
            late = await LateAsync();

        Assert.True(late is null, late);
    }

    // What was late; null if nothing was.
    private async Task<string?> LateAsync()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app, Tall);
        await RestAsync(demo);
        var paused = GC.GetTotalPauseDuration();
        await demo.Connect.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");

        await OpenAsync(demo, "Exchange");
        await Expect(Frames(demo)).ToHaveCountAsync(8);
        await Expect(Frames(demo, "Dispatched")).ToHaveCountAsync(8);
        await Expect(demo.Page.GetByTestId("exchange-pause").First).ToBeAttachedAsync();
        await Expect(demo.Page.GetByTestId("exchange-browserend")).ToContainTextAsync("close(): on final");

        await OpenAsync(demo, "Latency");
        await Expect(demo.Page.GetByTestId("latency-row")).ToHaveCountAsync(8);
        await Expect(demo.Page.GetByTestId("clock-difference")).ToContainTextAsync("round trips");
        string[] latencies = [.. await demo.Page.GetByTestId("latency").AllInnerTextsAsync()];
        paused = GC.GetTotalPauseDuration() - paused;
        return latencies.All(latency => Milliseconds(latency) is >= 0 and <= 50) ? null : $"""
            Newest first: type, written, flushed after, dispatched after
            {string.Join('\n', await demo.Page.GetByTestId("latency-row").AllInnerTextsAsync())}
            {await demo.Page.GetByTestId("clock-difference").InnerTextAsync()}
            The collector paused the server, with all of this process, for {paused.TotalMilliseconds:0} ms.
            """;
    }

    [BrowserTheory]
    [InlineData(3_600_000)]
    [InlineData(-60_000)]
    public async Task Clock_SetWhilePageIsOpen_IsFollowed(int change)
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);

        double[] differences = await demo.Page.EvaluateAsync<double[]>("""
            async (change) => {
              const { now } = await import(new URL("js/protocol/clock.js", document.baseURI));
              const real = Date.now;
              const differences = [now() - real()];
              Date.now = () => real() + change;
              differences.push(now() - Date.now(), now() - Date.now());
              Date.now = real;
              differences.push(now() - real());
              return differences;
            }
            """, change);

        Assert.All(differences, difference => Assert.InRange(difference, -3, 3));
    }

    // Measure only the stream. A starting page takes both cores, the JIT keeps compiling for seconds afterwards, and the earlier
    // tests' apps, which ran in this process, leave garbage to collect.
    private static async Task RestAsync(DemoPage demo)
    {
        await demo.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        GC.Collect();
        var window = Stopwatch.StartNew();
        var used = Environment.CpuUsage.TotalTime;
        await Wait.UntilAsync(IsResting, "the app uses less than a tenth of a core");

        bool IsResting()
        {
            if (window.Elapsed < TimeSpan.FromMilliseconds(250))
                return false;
            var usedBefore = used;
            used = Environment.CpuUsage.TotalTime;
            bool resting = used - usedBefore < window.Elapsed / 10;
            window.Restart();
            return resting;
        }
    }
}
