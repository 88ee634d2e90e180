using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SseDashboard.Streams.Redis.Tests;

namespace SseDashboard.Tests.Hosts;

/// <summary>What a host says while Redis has trouble.</summary>
public sealed class RedisTroubleTests
{
    [Fact]
    public async Task Start_WithoutRedis_ServesPagesAndSaysWhatIsWrongUntilItIsBack()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        await using var host = new ReportingHost("one", redis.Address, ("Broadcast:PublishTimeout", "00:00:00.1"));

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/broadcast", host.Host.HangGuard)).StatusCode);
        await SaysAsync(host, $"Redis at {redis.Address} cannot be reached. Start it, or correct Broadcast:Redis.");
        Assert.Equal((HttpStatusCode.OK, "degraded", "Redis cannot be reached. Start it, or correct Broadcast:Redis."), await ReadyAsync(host));

        await redis.RunAsync();
        await ReportingHost.UntilAsync(() => host.Known is { Trouble: null, All.Count: 1 }, "the host reports again", host);

        Assert.Equal((HttpStatusCode.OK, "ok", null), await ReadyAsync(host));
        using var published = await host.Client.PostAsJsonAsync("/broadcast/news", new { data = "x" }, host.Host.HangGuard);
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
    }

    [Fact]
    public async Task Redis_Full_IsReportedBeforeAnyPublication()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await ReportingHost.StartAsync("one", redis.Address);

        await redis.RunCommandAsync("CONFIG", "SET", "maxmemory", "1");
        await SaysAsync(host, $"Redis at {redis.Address} is full");
    }

    [Fact]
    public async Task Redis_WrongPassword_IsExplained()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", "right");
        await using var host = new ReportingHost("one", $"{redis.Address},password=wrong");
        using var page = await host.Client.GetAsync("/connections", host.Host.HangGuard);
        await SaysAsync(host, $"Redis at {redis.Address} refused the password. Correct user and password in Broadcast:Redis.");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Redis_ReadOnly_IsExplained()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        await using var host = new ReportingHost("one", replica.Address);
        using var page = await host.Client.GetAsync("/connections", host.Host.HangGuard);
        await SaysAsync(host, $"Redis at {replica.Address} is a read-only replica. Name the primary, or Sentinel, in Broadcast:Redis.");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Redis_OfAnOldVersion_IsExplained()
    {
        await using var redis = await RedisServer.StartAsync();
        string version = (await redis.RunCommandAsync("INFO", "server")).Split("redis_version:")[1].Split('\r')[0];
        string old = $"5{version[1..]}";
        // Wherever Redis says it: in the reply to HELLO too.
        await using var proxy = new RedisProxy(() => redis.Port) { Rewriting = (Encoding.ASCII.GetBytes(version), Encoding.ASCII.GetBytes(old)) };
        await using var host = new ReportingHost("one", proxy.Address);
        using var page = await host.Client.GetAsync("/connections", host.Host.HangGuard);
        await SaysAsync(host, $"Redis at {proxy.Address} is version {old}, but broadcasts need 6.2 or newer. Update it.");
    }

    private static Task SaysAsync(ReportingHost host, string trouble) => ReportingHost.UntilAsync(
        () => host.Known.Trouble?.StartsWith(trouble, StringComparison.Ordinal) == true, $"the host says: {trouble}", host);

    private static async Task<(HttpStatusCode Status, string? State, string? Reason)> ReadyAsync(ReportingHost host)
    {
        using var ready = await host.Client.GetAsync("/health/ready", host.Host.HangGuard);
        var state = JsonElement.Parse(await ready.Content.ReadAsStringAsync(host.Host.HangGuard));
        return (ready.StatusCode, state.GetProperty("status").GetString(), state.GetProperty("reason").GetString());
    }
}
