namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A primary and a replica that Sentinel watches.</summary>
public sealed class SentinelTests : FaultTest
{
    [Fact]
    public async Task Primary_Killed_HostsFollowSentinelToTheReplicaAndLoseNothing()
    {
        var primary = await ServerAsync();
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        await replica.FollowsAsync();
        var sentinel = await SentinelAsync(primary);
        string redis = $"{sentinel.Address},serviceName=main";
        var (one, other) = (await HostAsync(redis), await HostAsync(redis));
        var stays = await ListenAsync(one);
        var published = new List<Published> { new("1", await one.PublishAsync("1")), new("2", await other.PublishAsync("2")) };
        await stays.UntilAsync("2");
        await Wait.UntilAsync(async () => await replica.RunCommandAsync("XLEN", "sse:{news}:log") == "2", "the replica has the events");

        await primary.KillAsync();
        published.Add(new("3", await PublishAsync(other, "3")));
        published.Add(new("4", await PublishAsync(one, "4")));
        await stays.UntilAsync("4");
        var resumed = await ListenAsync(other, published[0].Id);
        await resumed.UntilAsync("4");
        Assert.Contains("role:master", await replica.RunCommandAsync("INFO", "replication"), StringComparison.Ordinal);
        Assert.Empty(stays.Gaps.Concat(resumed.Gaps));
        Assert.Equal(["2", "3", "4"], resumed.Data);
        Assert.EndsWith("-3", published[2].Id);
        Checker.AssertNone(Checker.Check(published, [stays.Transcript, resumed.Transcript], await ReplayAsync(one, "4")));
    }

    [Fact]
    public async Task Sentinel_AwayWhenTheHostStarts_IsNamedAndFoundLater()
    {
        var primary = await ServerAsync();
        var sentinel = Use(await RedisServer.StartSentinelAsync(primary));
        await sentinel.KillAsync();
        var host = await HostAsync($"{sentinel.Address},serviceName=main");
        var waits = Listen(host);
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("refused"));
        Assert.Contains($"Redis at {sentinel.Address} cannot be reached", error.Message, StringComparison.Ordinal);
        await sentinel.RunSentinelAsync();
        await PublishAsync(host, "1");
        await Wait.UntilAsync(() => waits.LastEventId != "", "the client gets an id");
        await PublishAsync(host, "2");
        await waits.UntilAsync("2");
    }

    [Fact]
    public async Task Sentinel_ThatDoesNotKnowThePrimaryYet_IsAskedAgain()
    {
        var primary = await ServerAsync();
        var sentinel = Use(await RedisServer.StartSentinelAsync(primary));
        var host = await HostAsync($"{sentinel.Address},serviceName=later");
        await Wait.UntilAsync(() => host.Channels.Trouble is not null, "the host is in trouble");
        await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("refused"));
        await sentinel.RunCommandAsync("SENTINEL", "MONITOR", "later", "127.0.0.1", $"{primary.Port}", "1");
        await PublishAsync(host, "1");
    }

    // It can promote a replica only after it has found it.
    private async Task<RedisServer> SentinelAsync(RedisServer primary)
    {
        var sentinel = Use(await RedisServer.StartSentinelAsync(primary));
        await Wait.UntilAsync(
            async () => (await sentinel.RunCommandAsync("SENTINEL", "REPLICAS", "main")).Contains("master-link-status\nok", StringComparison.Ordinal),
            "Sentinel finds the replica");
        return sentinel;
    }
}
