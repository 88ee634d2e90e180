using System.Diagnostics;
using SseDashboard.Hosts.Tests.Fleet;
using SseDashboard.Hosts.Tests.Running;

namespace SseDashboard.Hosts.Tests.Faults;

/// <summary>
/// All faults at random, while hosts publish and clients move between them. <c>SSE_FAULT_SECONDS</c> makes it longer,
/// <c>SSE_FAULT_SEED</c> repeats a run's choices.
/// </summary>
public sealed class RandomTests(HostFleet fleet) : IAsyncDisposable
{
    // On a busy machine one fault can take seconds.
    private const int Least = 5;

    private static readonly string[] Durable = ["--appendonly", "yes", "--appendfsync", "everysec"];

    private readonly List<IAsyncDisposable> _used = [];

    [Fact]
    public async Task Faults_AtRandom_NeitherLieNorLose()
    {
        var random = Seed.Start();
        await using var run = await Scenario.StartAsync(fleet, await ServerAsync());
        var watch = Stopwatch.StartNew();
        int faults = 0;
        for (; faults < Least || watch.Elapsed < TimeSpan.FromSeconds(Seed.Number("SSE_FAULT_SECONDS", 8)); faults++)
        {
            await FaultAsync(random, run);
            run.Clients[random.Next(run.Clients.Count)].Drop();
            await run.PublishedAsync(random.Next(1, 20));
        }

        foreach (var link in fleet.Links)
            link.IsMute = false;
        var outcome = await run.EndAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{faults} faults, {outcome.Published.Count} publications, {outcome.Log.Count} events in the log, {outcome.Gaps.Count} gaps.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var used in Enumerable.Reverse(_used))
            await used.DisposeAsync();
    }

    private async Task FaultAsync(Random random, Scenario run)
    {
        var link = fleet.Links[random.Next(fleet.Links.Count)];
        var host = fleet.Hosts[random.Next(fleet.Hosts.Count)];
        int events = random.Next(1, 20);
        switch (random.Next(9))
        {
            case 0:
                await host.KillAsync();
                await host.StartAsync();
                break;
            case 1:
                await fleet.Redis.KillAsync();
                await fleet.Redis.RunAsync(Durable);
                break;
            case 2:
                await FailOverAsync(run, events);
                break;
            case 3:
                link.Cut();
                await run.PublishedAsync(events);
                link.Mend();
                break;
            case 4:
                link.Stall();
                await run.PublishedAsync(events);
                link.Flow();
                break;
            case 5:
                link.IsMute = !link.IsMute;
                break;
            case 6:
                await fleet.Redis.RunCommandAsync("CLIENT", "KILL", "TYPE", random.Next(2) == 0 ? "pubsub" : "normal");
                break;
            case 7:
                await fleet.Redis.RunCommandAsync("DEBUG", "SLEEP", "0.2");
                break;
            default:
                await fleet.Redis.RunCommandAsync("FLUSHALL");
                break;
        }
    }

    // Loses what is published while the replication is stalled.
    private async Task FailOverAsync(Scenario run, int lost)
    {
        var primary = fleet.Redis;
        var replication = Use(new RedisProxy(() => primary.Port));
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{replication.Port}");
        await replica.FollowsAsync();
        replication.Stall();
        await run.PublishedAsync(lost);
        await primary.KillAsync();
        await replica.RunCommandAsync("REPLICAOF", "NO", "ONE");
        fleet.Follow(replica);
    }

    private async Task<RedisServer> ServerAsync(params string[] more) => Use(await RedisServer.StartAsync([.. Durable, .. more]));

    private T Use<T>(T used)
        where T : IAsyncDisposable
    {
        _used.Add(used);
        return used;
    }
}
