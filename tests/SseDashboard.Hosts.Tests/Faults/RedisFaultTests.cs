using System.Globalization;
using SseDashboard.Hosts.Tests.Fleet;
using SseDashboard.Hosts.Tests.Running;

namespace SseDashboard.Hosts.Tests.Faults;

/// <summary>Redis is killed, with its data or without: what was lost is announced, and no id has two payloads.</summary>
public sealed class RedisFaultTests(HostFleet fleet)
{
    private const int AWhile = 60;

    [Fact]
    public async Task Redis_KilledWithAppendOnlyFile_LosesNothing()
    {
        string[] durable = ["--appendonly", "yes", "--appendfsync", "always"];
        await using var redis = await RedisServer.StartAsync(durable);
        await using var run = await Scenario.StartAsync(fleet, redis);
        await run.PublishedAsync(AWhile);
        await redis.KillAsync();
        await redis.RunAsync(durable);
        await run.PublishedAsync(AWhile);
        (await run.EndAsync()).AssertComplete();
    }

    [Fact]
    public async Task Redis_KilledWithoutData_BeginsAnotherHistory()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis);
        await run.PublishedAsync(AWhile);
        await redis.KillAsync();
        await redis.RunAsync();
        await run.PublishedAsync(AWhile);
        var outcome = await run.EndAsync();

        Assert.All(run.Clients, client => Assert.Equal(GapReason.Restart, Assert.Single(client.Gaps).Reason));
        Assert.EndsWith("-1", outcome.Log[0].Id);
    }

    [Fact]
    public async Task Replica_PromotedWithoutTheLastEvents_SendsAGapToClientsThatSawThem()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replication = new RedisProxy(() => primary.Port);
        await using var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{replication.Port}");
        await replica.FollowsAsync();
        await using var run = await Scenario.StartAsync(fleet, primary);
        await run.PublishedAsync(AWhile);

        // One host sees nothing of what the replica does not get. It alone reaches the replica after the promotion, so that only the
        // replica itself can know that events are missing.
        var (behind, link) = (fleet.Hosts[^1].Url.Authority, fleet.Links[^1]);
        link.Cut();
        int events = await LengthAsync(primary, run);
        await Wait.UntilAsync(async () => await LengthAsync(replica, run) >= events, "the replica has what that host may have seen");
        replication.Stall();
        await run.PublishedAsync(AWhile);
        var saw = run.Clients.Where(client => !client.Hosts.ContainsKey(behind)).ToList();
        await run.SeenAsync(saw);
        await primary.KillAsync();
        fleet.Cut(replica);
        await replica.RunCommandAsync("REPLICAOF", "NO", "ONE");
        link.Mend();
        await run.PublishedAsync(AWhile);
        foreach (var other in fleet.Links)
            other.Mend();
        await run.PublishedAsync(AWhile);
        var outcome = await run.EndAsync();

        var left = outcome.Log.Select(received => received.Id).ToHashSet();
        Assert.InRange(outcome.Published.Count(one => !left.Contains(one.Id)), AWhile / 2, int.MaxValue);
        Assert.All(saw, client => Assert.Equal(GapReason.Lost, Assert.Single(client.Gaps).Reason));
        Assert.All(run.Clients.Except(saw), client => Assert.Empty(client.Gaps));
        Assert.Single(outcome.Gaps.Select(gap => gap.ResumedAfter).Distinct());
    }

    private static async Task<int> LengthAsync(RedisServer server, Scenario run) =>
        int.Parse(await server.RunCommandAsync("XLEN", run.LogKey), CultureInfo.InvariantCulture);
}
