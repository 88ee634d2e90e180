using System.Diagnostics;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Redis away, slow, full, read-only or refusing: publishing says why, and open streams stay open.</summary>
public sealed class OutageTests : FaultTest
{
    [Fact]
    public async Task Away_StreamsStayOpenAndResumeAndCatchUp()
    {
        var server = await ServerAsync();
        var proxy = Proxy(() => server.Port);
        // A minute: a server that is away is not waited for.
        var (away, other) = (await HostAsync(proxy.Address, ("Broadcast:PublishTimeout", "00:01:00")), await HostAsync(server.Address));
        var stays = await ListenAsync(away);
        var published = new List<Published>();
        for (int i = 1; i <= 3; i++)
            published.Add(new($"{i}", await away.PublishAsync($"{i}")));
        await stays.UntilAsync("3");
        proxy.Cut();
        await Wait.UntilAsync(() => away.Channels.Trouble is not null, "the host knows that Redis is away");
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => Wait.ForAsync(away.PublishAsync("refused"), "the publication is refused"));
        Assert.Contains($"Redis at {proxy.Address} cannot be reached", error.Message);
        Assert.Equal(TimeSpan.FromSeconds(5), error.RetryAfter);

        // From what the host holds.
        var resumed = await ListenAsync(away, published[0].Id);
        await resumed.UntilAsync("3");
        // Another host publishes meanwhile; a client that comes from there waits for the log.
        published.Add(new("4", await other.PublishAsync("4")));
        var ahead = Listen(away, published[3].Id);
        proxy.Mend();
        published.Add(new("5", await PublishAsync(other, "5")));
        foreach (var listener in new[] { stays, resumed, ahead })
            await listener.UntilAsync("5");
        Assert.Equal(["5"], ahead.Data);
        Assert.Null(away.Channels.Trouble);
        Checker.AssertNone(Checker.Check(published, [stays.Transcript, resumed.Transcript, ahead.Transcript], await ReplayAsync(other, "5")));
        Assert.Empty(stays.Gaps.Concat(resumed.Gaps).Concat(ahead.Gaps));
    }

    [Fact]
    public async Task Away_WhenTheHostStarts_StartsAndWorksOnceRedisIsThere()
    {
        var server = await ServerAsync();
        await server.KillAsync();
        var host = await HostAsync(server.Address);
        var waits = Listen(host);
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("refused"));
        Assert.Contains("cannot be reached", error.Message);
        Assert.False(error.MayBePublished);
        await server.RunAsync();
        await Wait.UntilAsync(() => waits.LastEventId != "", "the client gets an id");
        await PublishAsync(host, "1");
        await waits.UntilAsync("1");
        Assert.Equal(["1"], waits.Data);
    }

    [Fact]
    public async Task Slow_LessThanTheTimeout_IsWaitedFor()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var stays = await ListenAsync(host);
        await host.PublishAsync("1");
        await server.RunCommandAsync("CLIENT", "PAUSE", "700", "ALL");
        await host.PublishAsync("2");
        var sleeping = server.RunCommandAsync("DEBUG", "SLEEP", "0.5");
        await host.PublishAsync("3");
        await sleeping;
        await stays.UntilAsync("3");
        Assert.Equal(["1", "2", "3"], stays.Data);
    }

    [Fact]
    public async Task Slow_MoreThanTheTimeout_SaysThatItMayBePublishedAndIsPublishedOnceWithItsKey()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:PublishTimeout", "00:00:00.3"));
        var stays = await ListenAsync(host);
        await PublishAsync(host, "1");
        await server.HoldAsync();
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("2", "key"));
        Assert.True(error.MayBePublished);
        Assert.Contains("did not answer in time", error.Message);
        Assert.Contains("same idempotency key", error.Message);
        await server.ReleaseAsync();
        await Wait.UntilAsync(async () => await PublishedAsync(host, "2", "key"), "the publication succeeds");
        await PublishAsync(host, "3");
        await stays.UntilAsync("3");
        Assert.Equal(["1", "2", "3"], stays.Data);
    }

    [Fact]
    public async Task Full_SaysSoAndRecovers()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var stays = await ListenAsync(host);
        await host.PublishAsync("1");
        await server.RunCommandAsync("CONFIG", "SET", "maxmemory-policy", "noeviction", "maxmemory", "1mb");
        await RefusedAsync(host, "is full");
        await server.RunCommandAsync("CONFIG", "SET", "maxmemory", "0");
        await host.PublishAsync("2");
        await stays.UntilAsync("2");
        Assert.Equal(["1", "2"], stays.Data);
        Assert.Empty(stays.Gaps);
    }

    [Fact]
    public async Task ReadOnlyReplica_SaysSo()
    {
        var primary = await ServerAsync();
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        await replica.FollowsAsync();
        await RefusedAsync(await HostAsync(replica.Address, ("Broadcast:PublishTimeout", "00:00:00.5")), "Name the primary");
    }

    [Fact]
    public async Task WritableReplica_IsRefusedToo()
    {
        var primary = await ServerAsync();
        var host = await HostAsync(primary.Address, ("Broadcast:PublishTimeout", "00:00:00.5"));
        await PublishAsync(host, "1");
        var other = await ServerAsync();
        await primary.RunCommandAsync("CONFIG", "SET", "replica-read-only", "no");
        await primary.RunCommandAsync("REPLICAOF", "127.0.0.1", $"{other.Port}");
        await RefusedAsync(host, "Name the primary");
    }

    [Fact]
    public async Task WrongPassword_SaysSo()
    {
        var server = await ServerAsync("--requirepass", "right");
        await RefusedAsync(await HostAsync($"{server.Address},password=wrong"), "refused the password");
        await RefusedAsync(await HostAsync(server.Address), "refused the password");
        var host = await HostAsync($"{server.Address},password=right");
        await host.PublishAsync("1");
    }

    [Fact]
    public async Task OldVersion_SaysSo()
    {
        var server = await ServerAsync();
        string version = (await server.RunCommandAsync("INFO", "server")).Split('\n').Single(line => line.StartsWith("redis_version:", StringComparison.Ordinal)).Trim()[14..];
        string old = "5" + version[1..];
        var proxy = Proxy(() => server.Port);
        proxy.Rewriting = (System.Text.Encoding.ASCII.GetBytes(version), System.Text.Encoding.ASCII.GetBytes(old));
        await RefusedAsync(await HostAsync(proxy.Address), $"is version {old}, but broadcasts need 6.2");
    }

    [Fact]
    public async Task MissingReplicas_SaysSo()
    {
        var server = await ServerAsync("--min-replicas-to-write", "1");
        await RefusedAsync(await HostAsync(server.Address), "min-replicas-to-write");
    }

    // A host takes a moment to find out why it has no connection, or that its server has another role.
    private static async Task RefusedAsync(BroadcastHost host, string why)
    {
        string said = "";
        var watch = Stopwatch.StartNew();
        while (!said.Contains(why, StringComparison.Ordinal) && watch.Elapsed < Wait.Limit)
            said = (await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("refused"))).Message;
        Assert.Contains(why, said);
        Assert.Contains(why, host.Channels.Trouble);
    }

    private static async Task<bool> PublishedAsync(BroadcastHost host, string data, string key)
    {
        try
        {
            await host.PublishAsync(data, key);
            return true;
        }
        catch (BroadcastUnavailableException)
        {
            return false;
        }
    }
}
