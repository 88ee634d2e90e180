using System.Globalization;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>What is bounded in Redis and on the host, and confirmation by replicas.</summary>
public sealed class BoundTests : FaultTest
{
    [Fact]
    public async Task Log_IsBoundedInEventsAndBytes()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Streams:MaxHistoryEvents", "10"), ("Streams:MaxHistoryBytes", "2000"), ("Streams:MaxEventBytes", "1000"));
        for (int i = 0; i < 30; i++)
            await host.PublishAsync("short");
        Assert.Equal("10", await server.RunCommandAsync("XLEN", "sse:{news}:log"));
        for (int i = 0; i < 10; i++)
            await host.PublishAsync(new string('x', 600));
        Assert.Equal("3", await server.RunCommandAsync("XLEN", "sse:{news}:log"));
        Assert.InRange(int.Parse(await server.RunCommandAsync("HGET", "sse:{news}:state", "bytes"), CultureInfo.InvariantCulture), 1_800, 2_000);
    }

    [Fact]
    public async Task Log_IsBoundedInAgeAndExpiresWhenUnused()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:MaxHistoryAge", "00:00:01"));
        for (int i = 0; i < 30; i++)
            await host.PublishAsync("old");
        await host.PublishAsync("old", "key");
        await Wait.UntilAsync(
            async () =>
            {
                await host.PublishAsync("young");
                return !(await server.RunCommandAsync("XRANGE", "sse:{news}:log", "-", "+")).Contains("data: old", StringComparison.Ordinal);
            },
            "the old events are dropped");
        await Wait.UntilAsync(async () => await server.RunCommandAsync("DBSIZE") == "0", "the keys of the unused channel expire");
    }

    [Fact]
    public async Task State_WithoutPublications_IsKeptAsLongAsAHostListens()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:MaxHistoryAge", "00:01:00"));
        await ListenAsync(host);
        // Less than half of the time for which it is kept, and more than the test takes.
        await server.RunCommandAsync("PEXPIRE", "sse:{news}:state", "50000");
        await Wait.UntilAsync(
            async () => int.Parse(await server.RunCommandAsync("PTTL", "sse:{news}:state"), CultureInfo.InvariantCulture) > 60_000,
            "the state is kept for longer");
    }

    [Fact]
    public async Task Keys_AreBounded()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Streams:MaxIdempotencyKeys", "5"));
        for (int i = 0; i < 50; i++)
            await host.PublishAsync("x", $"key-{i}");
        Assert.Equal(("5", "5"), (await server.RunCommandAsync("HLEN", "sse:{news}:keys:0"), await server.RunCommandAsync("HLEN", "sse:{news}:keys:1")));
    }

    [Fact]
    public async Task Pending_MoreThanAllowed_AreRefusedAtOnce()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:MaxPendingPublications", "3"));
        await host.PublishAsync("0");
        await server.HoldAsync();
        var waiting = Enumerable.Range(1, 3).Select(i => host.PublishAsync($"{i}")).ToArray();
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("4"));
        Assert.Contains("Broadcast:MaxPendingPublications", error.Message);
        await server.ReleaseAsync();
        await Wait.ForAsync(Task.WhenAll(waiting), "those that waited are published");
        await host.PublishAsync("5");
    }

    [Fact]
    public async Task Replicas_NotConfirmed_FailsWithTheIdAndSucceedsOnceTheyHaveIt()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:Replicas", "1"), ("Broadcast:ReplicaTimeout", "00:00:00.2"));
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("1", "key"));
        Assert.Contains("1 replicas did not confirm", error.Message);
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{server.Port}");
        await replica.FollowsAsync();
        var patient = await HostAsync(server.Address, ("Broadcast:Replicas", "1"), ("Broadcast:ReplicaTimeout", "00:00:10"));
        string id = await patient.PublishAsync("1", "key");
        Assert.Equal(error.PublishedId, id);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => patient.PublishAsync($"{i}")));
        Assert.Equal(100, ids.Distinct().Count());
        Assert.Equal("101", await replica.RunCommandAsync("XLEN", "sse:{news}:log"));
    }

    [Fact]
    public async Task Replicas_OfAServerThatIsAnotherMeanwhile_DoNotConfirm()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:Replicas", "1"), ("Broadcast:ReplicaTimeout", "00:00:10"));
        var publishing = host.PublishAsync("1");
        await Wait.UntilAsync(
            async () => (await server.RunCommandAsync("INFO", "clients")).Contains("blocked_clients:1", StringComparison.Ordinal), "the publication waits");
        await server.RunCommandAsync("DEBUG", "CHANGE-REPL-ID");
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{server.Port}");
        await replica.FollowsAsync();
        await Assert.ThrowsAsync<BroadcastUnavailableException>(() => Wait.ForAsync(publishing, "the publication is answered"));
    }
}
