using System.Globalization;
using System.Text.RegularExpressions;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Events that are published at the same time share a script.</summary>
public sealed class TogetherTests : FaultTest
{
    private const int Many = 100;

    [Fact]
    public async Task Publications_AtTheSameTime_ShareAScriptAndAMessage()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var listener = await ListenAsync(await HostAsync(server.Address, ("Broadcast:CheckInterval", "00:01:00")));
        await host.PublishAsync("first");
        await listener.UntilAsync("first");
        int before = await MessagesAsync(server);
        await server.HoldAsync();
        var published = Enumerable.Range(1, Many).Select(i => (Data: $"{i}", Id: host.PublishAsync($"{i}"))).ToList();
        await server.ReleaseAsync();
        await Wait.ForAsync(Task.WhenAll(published.Select(one => one.Id)), "all are published");
        await listener.UntilAsync($"{Many}");

        // The first, and all that waited for it.
        Assert.Equal(2, await MessagesAsync(server) - before);
        Assert.Equal(published.Select(one => (one.Data, one.Id.Result)), listener.Transcript.TakeLast(Many).Select(received => (received.Data, received.Id)));
        await host.PublishAsync("last");
        await listener.UntilAsync("last");
        Assert.Equal(["first", .. published.Select(one => one.Data), "last"], listener.Data);
    }

    [Fact]
    public async Task Publications_TogetherLargerThanAScript_AreSplit()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        await host.PublishAsync("first");
        int before = await MessagesAsync(server);
        await server.HoldAsync();
        var small = Enumerable.Range(0, 2_400).Select(i => host.PublishAsync($"{i}")).ToList();
        await server.ReleaseAsync();
        await Wait.ForAsync(Task.WhenAll(small), "all are published");
        string large = new('x', 60_000);
        Assert.Equal(4, await MessagesAsync(server) - before);
        await server.HoldAsync();
        var larger = Enumerable.Range(0, 17).Select(_ => host.PublishAsync(large)).ToList();
        await server.ReleaseAsync();
        await Wait.ForAsync(Task.WhenAll(larger), "the large ones are published");
        // One, then eight and eight.
        Assert.Equal(7, await MessagesAsync(server) - before);
    }

    [Fact]
    public async Task Publications_Together_FailTogether()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        await host.PublishAsync("first");
        await server.RunCommandAsync("CONFIG", "SET", "maxmemory-policy", "noeviction", "maxmemory", "1mb");
        await server.HoldAsync();
        var published = Enumerable.Range(0, Many).Select(i => host.PublishAsync($"{i}")).ToList();
        await server.ReleaseAsync();
        foreach (var one in published)
            Assert.Contains("is full", (await Assert.ThrowsAsync<BroadcastUnavailableException>(() => one)).Message);
    }

    [Fact]
    public async Task Publications_ThatCallersGaveUp_StillCountAsPending()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:MaxPendingPublications", "3"));
        await host.PublishAsync("first");
        await server.HoldAsync();
        using var lease = host.Channels.Open(Listener.Channel)!;
        using var giving = new CancellationTokenSource();
        var published = Enumerable.Range(0, 3).Select(i => lease.Channel.PublishAsync(new() { Data = $"{i}" }, cancellationToken: giving.Token).AsTask()).ToList();
        await giving.CancelAsync();
        foreach (var one in published)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("4"));
    }

    // Every script that adds events publishes one message.
    private static async Task<int> MessagesAsync(RedisServer server) => int.Parse(
        Regex.Match(await server.RunCommandAsync("INFO", "commandstats"), @"cmdstat_publish:calls=(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
