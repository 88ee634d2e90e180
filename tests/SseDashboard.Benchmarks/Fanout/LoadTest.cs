using System.Diagnostics;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A fresh host of one variant with its clients, which can be measured repeatedly.</summary>
internal sealed class LoadTest : IAsyncDisposable
{
    // Long enough for the JIT to finish optimising the hot paths, so that every variant is measured in its steady state.
    private const int WarmUpSeconds = 8;

    // Opened before measuring memory, because one-time allocations for the first connections are not a cost per connection.
    private const int FirstConnections = 200;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HostProcess _host;
    private readonly Scenario _scenario;
    private readonly Subscribers _clients;
    private readonly long _memory;

    private LoadTest(HostProcess host, Scenario scenario, long memory)
    {
        _host = host;
        _scenario = scenario;
        _memory = memory;
        _clients = new(host.Port, scenario.Subscribers, timed: scenario.Rate > 0);
    }

    /// <summary>Starts the host, connects the clients and warms both up.</summary>
    public static async Task<LoadTest> StartAsync(string variant, Scenario scenario)
    {
        var host = await HostProcess.StartAsync(variant);
        if (scenario.Rate < 0)
        {
            using (new Subscribers(host.Port, FirstConnections, timed: false))
                await host.PublishAsync(10, 1);
            await Task.Delay(Settling);
            return new(host, scenario, await host.MemoryAsync());
        }

        var test = new LoadTest(host, scenario, 0);
        var (_, complete) = await test.DeliverAsync(WarmUpSeconds);
        return complete ? test : throw new InvalidOperationException($"The host ({variant}) lost events during warm-up.");
    }

    /// <summary>Publishes for a given time, waits until everything has arrived, and returns the measurements.</summary>
    public async Task<Run> MeasureAsync(int seconds)
    {
        if (_scenario.Rate < 0)
        {
            await Task.Delay(Settling);
            return new() { KilobytesPerConnection = (await _host.MemoryAsync() - _memory) / 1024.0 / _scenario.Subscribers };
        }

        _clients.Latencies.Clear();
        var (cpu, kernel) = (await _host.CpuAsync(), await _host.KernelAsync());
        var watch = Stopwatch.StartNew();
        var (events, complete) = await DeliverAsync(seconds);
        return new()
        {
            DeliveriesPerSecond = events / watch.Elapsed.TotalSeconds,
            CpuPerMillion = (await _host.CpuAsync() - cpu).TotalSeconds / events * 1e6,
            KernelPerMillion = (await _host.KernelAsync() - kernel).TotalSeconds / events * 1e6,
            P50 = _clients.Latencies.Percentile(0.50),
            P99 = _clients.Latencies.Percentile(0.99),
            Complete = complete,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _clients.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<(long Events, bool Complete)> DeliverAsync(int seconds)
    {
        long before = _clients.Events;
        long events = await _host.PublishAsync(_scenario.Rate, seconds) * _scenario.Subscribers;
        return (events, await _clients.ReceiveAsync(before + events, Patience));
    }
}
