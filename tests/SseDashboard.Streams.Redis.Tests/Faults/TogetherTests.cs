using System.Text.RegularExpressions;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Events that are published at the same time share a script.</summary>
public sealed partial class TogetherTests : FaultTest
{
    private const int Many = 100;

    [Fact]
    public async Task Publications_AtTheSameTime_ShareAScriptAndKeepTheirOrder()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        await host.PublishAsync("first");
        int before = await ScriptsAsync(server);
        await server.RunCommandAsync("CLIENT", "PAUSE", "300", "ALL");
        var published = Enumerable.Range(1, Many).Select(i => (Data: $"{i}", Id: host.PublishAsync($"{i}"))).ToList();
        await Wait.ForAsync(Task.WhenAll(published.Select(one => one.Id)), "all are published");

        // The first, and all that waited for it.
        Assert.Equal(2, await ScriptsAsync(server) - before);
        var log = await ReplayAsync(host, $"{Many}");
        Assert.Equal(published.Select(one => (one.Data, one.Id.Result)), log.Skip(log.Count - Many).Select(received => (received.Data, received.Id)));
    }

    [Fact]
    public async Task Publications_TogetherLargerThanAScript_AreSplit()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        await host.PublishAsync("first");
        int before = await ScriptsAsync(server);
        await server.RunCommandAsync("CLIENT", "PAUSE", "300", "ALL");
        await Wait.ForAsync(Task.WhenAll(Enumerable.Range(0, 600).Select(i => host.PublishAsync($"{i}"))), "all are published");
        string large = new('x', 60_000);
        Assert.Equal(4, await ScriptsAsync(server) - before);
        await server.RunCommandAsync("CLIENT", "PAUSE", "300", "ALL");
        await Wait.ForAsync(Task.WhenAll(Enumerable.Range(0, 17).Select(_ => host.PublishAsync(large))), "the large ones are published");
        // One, then eight and eight.
        Assert.Equal(7, await ScriptsAsync(server) - before);
    }

    [Fact]
    public async Task Publications_Together_FailTogether()
    {
        var server = await ServerAsync("--maxmemory", "1");
        var host = await HostAsync(server.Address);
        var published = Enumerable.Range(0, Many).Select(i => host.PublishAsync($"{i}")).ToList();
        foreach (var one in published)
            Assert.Contains("is full", (await Assert.ThrowsAsync<BroadcastUnavailableException>(() => one)).Message);
    }

    private static async Task<int> ScriptsAsync(RedisServer server) =>
        int.Parse(Calls().Match(await server.RunCommandAsync("INFO", "commandstats")).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"cmdstat_evalsha:calls=(\d+)")]
    private static partial Regex Calls();
}
