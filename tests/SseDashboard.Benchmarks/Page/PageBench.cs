using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Page;

/// <summary>
/// The dashboard's page under load in a real Chromium, beside bare pages in the same run. Host, browser and bench share the
/// machine, so the figures are to be compared with each other.
/// </summary>
internal static class PageBench
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    /// <summary>Runs the bench. Returns 1 if the dashboard's page lost an event without saying so, 2 for wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (PageArguments.Parse(arguments) is not { } plan)
        {
            Console.Error.WriteLine(PageArguments.Usage);
            return 2;
        }

        await using var host = await DashboardHost.StartAsync();
        await using var chromium = await Chromium.StartAsync();
        var test = new PageTest(host, chromium);
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, Chromium {chromium.Browser.Version}; {plan.Seconds} s per rate, events of 100 bytes; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before\n");

        // The first page warms up the host, the browser and their caches.
        await test.MeasureAsync(Reader.Ours, rate: 100, seconds: 2);
        long unsaid = 0;
        if (plan.Rates.Count > 0)
            unsaid += await RatesAsync(test, plan);
        if (plan.Burst)
            unsaid += await BurstAsync(test);
        foreach (string problem in host.Problems)
            Console.WriteLine($"The host logged: {problem}");
        if (unsaid > 0)
            Console.WriteLine($"FAIL: the dashboard's page lost {unsaid:N0} events without saying so.");
        return unsaid > 0 ? 1 : 0;
    }

    private static async Task<long> RatesAsync(PageTest test, PageArguments plan)
    {
        long unsaid = 0;
        Console.WriteLine(PageTable.Head);
        foreach (int rate in plan.Rates)
        {
            foreach (var reader in Reader.All)
            {
                var run = await test.MeasureAsync(reader, rate, plan.Seconds);
                Console.WriteLine(PageTable.Row(run));
                if (reader == Reader.Ours)
                    unsaid += run.Unsaid;
            }
        }

        var (chromium, host) = await test.MeasureIdleAsync(Idle);
        Console.WriteLine(PageTable.Row(chromium, host));
        Console.WriteLine();
        return unsaid;
    }

    private static async Task<long> BurstAsync(PageTest test)
    {
        long unsaid = 0;
        Console.WriteLine(PageTable.BurstHead);
        foreach (var reader in Reader.All)
        {
            var run = await test.MeasureBurstAsync(reader);
            Console.WriteLine(PageTable.Row(run));
            if (reader == Reader.Ours)
                unsaid += run.Unsaid;
        }

        return unsaid;
    }
}
