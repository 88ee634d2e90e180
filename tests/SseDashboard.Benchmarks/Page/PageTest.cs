using System.Diagnostics;
using Microsoft.Playwright;
using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Page;

/// <summary>Measures a page under one load.</summary>
internal sealed class PageTest(DashboardHost host, Chromium chromium)
{
    private const int EventSize = 100;
    private const int BurstEvents = 10_000;
    private const int BurstSize = 330;

    // A page that has not changed for this long will not: browsers and circuits give up after less.
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    // Beside the numbered events of a load, a page takes the one that ends it.
    private const int Done = 1;

    /// <summary>Measures a constant rate.</summary>
    public async Task<PageFigures> MeasureAsync(Reader reader, int rate, int seconds)
    {
        await using var context = await NewContextAsync();
        var page = await reader.OpenAsync(context, host.Url, $"rate={rate}&seconds={seconds}&size={EventSize}");
        var metrics = await PageMetrics.OfAsync(page);
        var clicker = await Clicker.OfAsync(page);
        var (chromiumCpu, hostCpu, tasks) = (await chromium.CpuAsync(), host.Cpu, await metrics.TaskSecondsAsync());
        int before = (await Probe.ReadAsync(page)).Tasks.Length;
        var watch = Stopwatch.StartNew();
        await Reader.StartAsync(page);
        var clicking = clicker.RunAsync(TimeSpan.FromSeconds(seconds));
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        double taken = (await Reader.AccountAsync(page)).Taken / watch.Elapsed.TotalSeconds;
        await clicking;
        double time = watch.Elapsed.TotalSeconds;
        (chromiumCpu, hostCpu, tasks) = (await chromium.CpuAsync() - chromiumCpu, host.Cpu - hostCpu, await metrics.TaskSecondsAsync() - tasks);
        long events = (long)rate * seconds;
        var (settled, final) = await SettleAsync(page, reader, events);
        return new(reader, rate)
        {
            Dispatched = settled.Rate,
            Taken = taken,
            Lost = final.Lost,
            Unsaid = events + Done - final.Taken - final.Lost,
            Delays = new(settled.Delays),
            Behind = settled.Behind,
            Clicks = new(settled.Clicks.Concat(Enumerable.Repeat(double.PositiveInfinity, clicker.Unanswered))),
            Tasks = new(settled.Tasks.Skip(before)),
            MainThread = tasks / time,
            Heap = await metrics.HeapAsync() - Probe.Bytes,
            HostCpu = hostCpu.TotalSeconds / time,
            ChromiumCpu = chromiumCpu.TotalSeconds / time,
            HostMemory = host.ResidentBytes,
        };
    }

    /// <summary>Measures a burst.</summary>
    public async Task<BurstFigures> MeasureBurstAsync(Reader reader)
    {
        await using var context = await NewContextAsync();
        var page = await reader.OpenAsync(context, host.Url, $"burst={BurstEvents}&size={BurstSize}");
        int before = (await Probe.ReadAsync(page)).Tasks.Length;
        await Reader.StartAsync(page);
        var (settled, final) = await SettleAsync(page, reader, BurstEvents);
        return new(reader)
        {
            Listed = !reader.ShowsRows || settled.Newest < BurstEvents ? double.NaN : settled.NewestAt - settled.FirstWritten,
            Tasks = new(settled.Tasks.Skip(before)),
            Lost = final.Lost,
            Unsaid = BurstEvents + Done - final.Taken - final.Lost,
        };
    }

    /// <summary>The CPU time that Chromium and the host use per second while no page is open.</summary>
    public async Task<(double Chromium, double Host)> MeasureIdleAsync(TimeSpan time)
    {
        var (chromiumCpu, hostCpu) = (await chromium.CpuAsync(), host.Cpu);
        await Task.Delay(time);
        return ((await chromium.CpuAsync() - chromiumCpu) / time, (host.Cpu - hostCpu) / time);
    }

    private Task<IBrowserContext> NewContextAsync() =>
        chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });

    // Waits until the page has accounted for all events and shows the last one, or does not change any more.
    private static async Task<(Probe Probe, (long Taken, long Lost) Account)> SettleAsync(IPage page, Reader reader, long events)
    {
        var (watch, still) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        for (long last = -1; ;)
        {
            var account = await Reader.AccountAsync(page);
            var probe = await Probe.ReadAsync(page);
            bool isWhole = account.Taken + account.Lost >= events + Done && probe.DoneAt > 0 && (!reader.ShowsRows || probe.Newest >= events);
            long now = account.Taken + account.Lost + probe.Dispatched + probe.Newest;
            if (now != last)
                still.Restart();
            last = now;
            if (isWhole || still.Elapsed > Still || watch.Elapsed > Patience)
                return (probe, account);
            await Task.Delay(Beat);
        }
    }
}
