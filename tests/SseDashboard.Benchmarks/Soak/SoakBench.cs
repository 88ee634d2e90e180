using System.Diagnostics;
using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Soak;

/// <summary>
/// One host for hours, with clients and pages that come and go. Fails if memory grows, anything logs a problem, a stream is left
/// over, or navigation becomes slower.
/// </summary>
internal static class SoakBench
{
    private const int StayingPages = 3;
    private const int PassingPages = 2;
    private const int Samples = 100;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(15);

    // Pages that have gone would otherwise be kept for minutes, which in a short soak looks like growth.
    private const string KeepDisconnected = "--Circuits:KeepDisconnected=00:00:05";

    /// <summary>Runs the soak. Returns 0 if it passed, 1 if it failed, 2 for wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (SoakArguments.Parse(arguments) is not { } plan)
        {
            Console.Error.WriteLine(SoakArguments.Usage);
            return 2;
        }

        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("The soak requires Linux: its clients use epoll.");
            return 2;
        }

        Console.WriteLine($"{plan.Time} with {plan.Subscribers} subscribers at {plan.Rate} events/s and {StayingPages + PassingPages} pages; Ctrl+C stops it");
        var record = new SoakRecord();
        await using var host = await DashboardHost.StartAsync(KeepDisconnected);
        await RunAsync(plan, host, record);
        long left = await LeftOverAsync(host);
        return Report(record, host, left) ? 0 : 1;
    }

    private static async Task RunAsync(SoakArguments plan, DashboardHost host, SoakRecord record)
    {
        await using var chromium = await Chromium.StartAsync();
        using var listeners = new Listeners(host.Url.Port, plan.Subscribers);
        using var over = new CancellationTokenSource();
        var pause = TimeSpan.FromTicks(Math.Clamp(plan.Time.Ticks / Samples, ShortestPause.Ticks, LongestPause.Ticks));
        var publishing = Publisher.RunAsync(host.Url, plan.Rate, over.Token);
        Task[] running =
        [
            publishing,
            listeners.ComeAndGoAsync(5 * pause, over.Token),
            SampleAsync(host, record, pause, over.Token),
            .. Enumerable.Range(1, StayingPages + PassingPages).Select(number =>
                new Visitor(host.Url, chromium, record, $"page {number}", number <= StayingPages).RunAsync(over.Token)),
        ];
        // Whatever fails ends the soak.
        await Task.WhenAny([Task.Delay(plan.Time), .. running]);
        await over.CancelAsync();
        await Task.WhenAll(running);
        Console.WriteLine($"{await publishing:N0} events published, {listeners.Events:N0} received by subscribers, which left and returned {listeners.Returns} times; {record.Rounds} rounds of the pages\n");
    }

    private static async Task SampleAsync(DashboardHost host, SoakRecord record, TimeSpan pause, CancellationToken over)
    {
        while (await Pause.ForAsync(pause, over))
        {
            record.Add(SoakVerdict.HostHeap, await host.AskAsync(StartupHook.Heap));
            record.Add(SoakVerdict.HostResident, host.ResidentBytes);
        }
    }

    private static async Task<long> LeftOverAsync(DashboardHost host)
    {
        var watch = Stopwatch.StartNew();
        long open;
        while ((open = await host.AskAsync(StartupHook.Streams)) > 0 && watch.Elapsed < EndPatience)
            await Task.Delay(ShortestPause);
        return open;
    }

    private static bool Report(SoakRecord record, DashboardHost host, long left)
    {
        var (isFlat, rows) = SoakVerdict.OfMemory(record.Series());
        var (isQuick, navigations) = SoakVerdict.OfNavigations(record.Navigations);
        var (isClean, problems) = SoakVerdict.OfProblems([.. record.Problems, .. host.Problems]);
        string streams = $"{(left == 0 ? "pass" : "FAIL")}: {left} streams left over.";
        foreach (string row in (string[])[.. rows, "", navigations, streams, .. problems])
            Console.WriteLine(row);
        return isFlat && isQuick && left == 0 && isClean;
    }
}
