using System.Diagnostics;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A fresh host of one variant with its clients, which can be measured repeatedly.</summary>
internal sealed class LoadTest : IAsyncDisposable
{
    // Long enough for the JIT to finish optimising the hot paths, so that every variant is measured in its steady state.
    private const int WarmUpSeconds = 8;

    // Opened before measuring memory, because one-time allocations for the first connections are not a cost per connection.
    private const int FirstConnections = 200;

    // The publishers' maximum lead over the clients over HTTP, well within the history.
    private const int MostLag = 4_096;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ITarget _target;
    private readonly Scenario _scenario;
    private readonly Subscribers[] _clients;
    private readonly long _memory;

    private LoadTest(ITarget target, Scenario scenario, long memory)
    {
        _target = target;
        _scenario = scenario;
        _memory = memory;
        _clients = [.. Enumerable.Range(0, scenario.Groups).Select(group => new Subscribers(
            target.Ports[group % target.Ports.Count], scenario.Subscribers / scenario.Groups, timed: scenario.Load == Load.Paced))];
    }

    private long Events => _clients.Sum(clients => clients.Events);

    /// <summary>Starts the host, connects the clients and warms both up.</summary>
    public static async Task<LoadTest> StartAsync(string variant, Scenario scenario)
    {
        var target = await Target.StartAsync(variant);
        try
        {
            return await StartAsync(variant, target, scenario);
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes for a given time, waits until everything has arrived, and returns the measurements.</summary>
    public async Task<Run> MeasureAsync(int seconds)
    {
        if (_scenario.Load == Load.Idle)
        {
            await Task.Delay(Settling);
            return new() { KilobytesPerConnection = (await _target.MemoryAsync() - _memory) / 1024.0 / _scenario.Subscribers };
        }

        foreach (var clients in _clients)
            clients.Latencies.Clear();
        var (cpu, kernel) = (await _target.CpuAsync(), await _target.KernelAsync());
        var watch = Stopwatch.StartNew();
        var (events, complete) = await DeliverAsync(seconds);
        var latencies = new Latencies();
        foreach (var clients in _clients)
            latencies.Add(clients.Latencies);
        return new()
        {
            DeliveriesPerSecond = events / watch.Elapsed.TotalSeconds,
            CpuPerMillion = (await _target.CpuAsync() - cpu).TotalSeconds / events * 1e6,
            KernelPerMillion = (await _target.KernelAsync() - kernel).TotalSeconds / events * 1e6,
            P50 = latencies.Percentile(0.50),
            P99 = latencies.Percentile(0.99),
            Complete = complete,
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var clients in _clients)
            clients.Dispose();
        await _target.DisposeAsync();
    }

    private static async Task<LoadTest> StartAsync(string variant, ITarget target, Scenario scenario)
    {
        if (scenario.Load == Load.Idle)
        {
            using (new Subscribers(target.Ports[0], FirstConnections, timed: false))
                await target.PublishAsync(scenario with { Load = Load.Paced, Rate = 10 }, 1, () => 0);
            await Task.Delay(Settling);
            return new(target, scenario, await target.MemoryAsync());
        }

        var test = new LoadTest(target, scenario, 0);
        // Until every host follows the log.
        if (scenario.Groups > 1)
            await Task.Delay(Settling);
        var (_, complete) = await test.DeliverAsync(WarmUpSeconds);
        return complete ? test : throw new InvalidOperationException($"The host ({variant}) lost events during warm-up.");
    }

    private async Task<(long Events, bool Complete)> DeliverAsync(int seconds)
    {
        long before = Events;
        long events = await PublishAsync(seconds, () => (Events - before) / _scenario.Subscribers) * _scenario.Subscribers;
        var watch = Stopwatch.StartNew();
        while (Events < before + events && watch.Elapsed < Patience)
            await Task.Delay(1);
        return (events, Events == before + events);
    }

    private Task<long> PublishAsync(int seconds, Func<long> delivered)
    {
        if (_scenario.Load != Load.Posted)
            return _target.PublishAsync(_scenario, seconds, delivered);
        return Task.Run(() =>
        {
            using var posts = new Posts(_target.Ports[0], Posts.Many);
            return posts.Saturate(TimeSpan.FromSeconds(seconds), MostLag, delivered);
        });
    }
}
