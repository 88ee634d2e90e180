using System.Diagnostics;
using System.Globalization;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Runs each scenario with the baseline and with ours, one after the other, and prints the ratios.</summary>
internal static class FanoutBench
{
    /// <summary>
    /// Lets the clients' sockets run their callbacks where the readiness is seen: clients that cost less leave the host more
    /// of the machine that both share. The same clients measure both variants.
    /// </summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private const int WarmUpSeconds = 2;
    private const int Seconds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the named scenarios, or all; returns 0 if every bound was reached without loss.</summary>
    public static async Task<int> RunAsync(string[] names)
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            return await AgainAsync(["fanout", .. names]);
        bool reached = true;
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; host and clients share them\n");
        Console.WriteLine("| | | baseline | ours | ratio | must reach | |\n|---|---|---|---|---|---|---|");
        foreach (var scenario in Scenario.All.Where(scenario => names.Length == 0 || names.Contains(scenario.Name)))
        {
            var baseline = await MeasureAsync("baseline", scenario);
            var ours = await MeasureAsync("broadcast", scenario);
            double ratio = scenario.Measure(ours) / scenario.Measure(baseline);
            bool good = scenario.Reached(ratio) && ours.Complete && baseline.Complete;
            reached &= good;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {scenario.Title} | {scenario.Unit} | {Cell(scenario, baseline)} | {Cell(scenario, ours)} | {ratio:F2} "
                + $"| {(scenario.AtLeast ? ">=" : "<=")} {scenario.Bound:F2} | {(good ? "pass" : "FAIL")} |"));
        }

        return reached ? 0 : 1;
    }

    private static string Cell(Scenario scenario, Run run)
    {
        string text = scenario.Measure(run).ToString("F2", CultureInfo.InvariantCulture);
        if (scenario.Rate == 0)
            text += string.Create(CultureInfo.InvariantCulture, $" ({run.CpuPerMillion:F2} host CPU s/M)");
        if (scenario.Rate > 0)
        {
            text += string.Create(
                CultureInfo.InvariantCulture,
                $" (p50 {run.P50:F1} ms, p99 {run.P99:F1} ms, {run.CpuPerMillion:F1} host CPU s/M)");
        }

        return run.Complete ? text : text + " EVENTS LOST";
    }

    private static async Task<Run> MeasureAsync(string variant, Scenario scenario)
    {
        await using var host = await HostProcess.StartAsync(variant);
        long before = 0;
        if (scenario.Rate < 0)
        {
            // What is built once, for the first connections, is not what a connection costs.
            using (await Subscribers.OpenAsync(host.Port, 200, timed: false))
                await host.PublishAsync(10, 1);
            await Task.Delay(TimeSpan.FromSeconds(2));
            before = await host.MemoryAsync();
        }

        using var clients = await Subscribers.OpenAsync(host.Port, scenario.Subscribers, scenario.Rate > 0);
        if (scenario.Rate < 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            return new(0, 0, 0, 0, (await host.MemoryAsync() - before) / 1024.0 / scenario.Subscribers, true);
        }

        long warm = await host.PublishAsync(scenario.Rate, WarmUpSeconds) * scenario.Subscribers;
        bool complete = await clients.ReceiveAsync(warm, Patience);
        clients.Latencies.Clear();
        var cpu = await host.CpuAsync();
        var watch = Stopwatch.StartNew();
        long published = await host.PublishAsync(scenario.Rate, Seconds) * scenario.Subscribers;
        complete &= await clients.ReceiveAsync(warm + published, Patience);
        double seconds = watch.Elapsed.TotalSeconds;
        cpu = await host.CpuAsync() - cpu;
        return new(
            published / seconds,
            cpu.TotalSeconds / published * 1e6,
            clients.Latencies.Percentile(0.50),
            clients.Latencies.Percentile(0.99),
            0,
            complete);
    }

    private static async Task<int> AgainAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FanoutBench).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[InlineCompletions] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
