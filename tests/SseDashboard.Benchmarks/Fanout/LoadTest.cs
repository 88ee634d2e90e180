using System.Diagnostics;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>One run of one scenario against a fresh host.</summary>
internal static class LoadTest
{
    // Until the just-in-time compiler has done its last work on what runs all the time: what is measured is a host that has
    // been up for a while, whichever variant it is.
    private const int WarmUpSeconds = 8;
    private const int Seconds = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<Run> RunAsync(string variant, Scenario scenario)
    {
        await using var host = await HostProcess.StartAsync(variant);
        return scenario.Rate < 0 ? await MemoryAsync(host, scenario) : await TrafficAsync(host, scenario);
    }

    private static async Task<Run> MemoryAsync(HostProcess host, Scenario scenario)
    {
        // What is built once, for the first connections, is not what a connection costs.
        using (await Subscribers.OpenAsync(host.Port, 200, timed: false))
            await host.PublishAsync(10, 1);
        await Task.Delay(TimeSpan.FromSeconds(2));
        long before = await host.MemoryAsync();
        using var clients = await Subscribers.OpenAsync(host.Port, scenario.Subscribers, timed: false);
        await Task.Delay(TimeSpan.FromSeconds(2));
        return new() { KilobytesPerConnection = (await host.MemoryAsync() - before) / 1024.0 / scenario.Subscribers };
    }

    private static async Task<Run> TrafficAsync(HostProcess host, Scenario scenario)
    {
        using var clients = await Subscribers.OpenAsync(host.Port, scenario.Subscribers, timed: scenario.Rate > 0);
        long warm = await host.PublishAsync(scenario.Rate, WarmUpSeconds) * scenario.Subscribers;
        bool complete = await clients.ReceiveAsync(warm, Patience);
        clients.Latencies.Clear();
        var (cpu, kernel) = (await host.CpuAsync(), await host.KernelAsync());
        var watch = Stopwatch.StartNew();
        long published = await host.PublishAsync(scenario.Rate, Seconds) * scenario.Subscribers;
        complete &= await clients.ReceiveAsync(warm + published, Patience);
        double seconds = watch.Elapsed.TotalSeconds;
        return new()
        {
            DeliveriesPerSecond = published / seconds,
            CpuPerMillion = (await host.CpuAsync() - cpu).TotalSeconds / published * 1e6,
            KernelPerMillion = (await host.KernelAsync() - kernel).TotalSeconds / published * 1e6,
            P50 = clients.Latencies.Percentile(0.50),
            P99 = clients.Latencies.Percentile(0.99),
            Complete = complete,
        };
    }
}
