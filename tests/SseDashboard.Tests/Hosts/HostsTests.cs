using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Hosts;
using SseDashboard.Streams.Redis.Tests;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Hosts;

/// <summary>Hosts on a real Redis.</summary>
public sealed class HostsTests
{
    [Fact]
    public async Task Hosts_OnOneRedis_KnowEachOthersListeners()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ReportingHost.StartAsync("one", redis.Address);
        await using var other = await ReportingHost.StartAsync("other", redis.Address);
        await using var first = await one.Host.OpenAsync(one.Client, "/broadcast/news");
        await using var second = await one.Host.OpenAsync(one.Client, "/broadcast/news");
        await using var third = await other.Host.OpenAsync(other.Client, "/broadcast/news");

        await ReportingHost.UntilAsync(() => other.Known.Listeners("news") == 3, "the other host knows of all 3 listeners", one, other);

        Assert.Equal(["one", "other"], other.Names);
        Assert.Equal((2, 2), (other["one"].Report!.Streams, other["one"].Of("news")!.Listeners));
        Assert.StartsWith("http://127.0.0.1:", other["one"].Report!.Address, StringComparison.Ordinal);
        Assert.Equal([false, true], other.Known.All.Select(host => host.IsThis));
        Assert.Null(other.Known.Trouble);
    }

    [Fact]
    public async Task Host_CutOffFromMessages_ReportsItsLag()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = new RedisProxy(() => redis.Port);
        await using var behind = await ReportingHost.StartAsync("behind", proxy.Address);
        await using var other = await ReportingHost.StartAsync("other", redis.Address);
        await using var there = await behind.Host.OpenAsync(behind.Client, "/broadcast/news");
        await using var here = await other.Host.OpenAsync(other.Client, "/broadcast/news");
        await ReportingHost.UntilAsync(
            () => other.Known.Listeners("news") == 2 && other.Known.All.All(host => host.Of("news") is { Lag: 0 }), "both hosts have read the log", behind, other);

        proxy.IsMute = true;
        for (int i = 0; i < 3; i++)
            (await other.Client.PostAsJsonAsync("/broadcast/news", new { data = "x" }, other.Host.HangGuard)).EnsureSuccessStatusCode();

        await ReportingHost.UntilAsync(() => other["behind"].Of("news") is { Head: 0, Lag: 3 }, "the host behind reports a lag of 3", behind, other);
        await ReportingHost.UntilAsync(() => other["other"].Of("news") is { Head: 3, Lag: 0 }, "the other host reports no lag", other);
    }

    [Fact]
    public async Task Host_ThatIsSilent_IsForgotten()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var silent = await ReportingHost.StartAsync("silent", redis.Address);
        await using var other = await ReportingHost.StartAsync("other", redis.Address, ("Hosts:ForgetAfter", "00:00:02"));
        await ReportingHost.UntilAsync(() => other.Names.Contains("silent"), "the other host knows the silent one", silent, other);

        await ReportingHost.UntilAsync(() => other.Names.SequenceEqual(["other"]), "only the silent host is forgotten", other);
        // In Redis too, where it would count against Hosts:MaxHosts.
        await Wait.UntilAsync(
            async () =>
            {
                await other.ReportAsync();
                return await redis.RunCommandAsync("HLEN", "sse:{hosts}:reports") == "1";
            },
            "Redis has only the other host's report");
    }

    [Fact]
    public async Task Host_ThatEnds_RemovesItsReport()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var other = await ReportingHost.StartAsync("other", redis.Address);
        await using (var ending = await ReportingHost.StartAsync("ending", redis.Address))
        {
            await ReportingHost.UntilAsync(
                () => ending.Known.All.Count == 2 && other.Names.Contains("ending"), "both hosts know each other", ending, other);
        }

        await ReportingHost.UntilAsync(() => other.Names.SequenceEqual(["other"]), "the host that has ended is gone", other);
    }

    [Fact]
    public async Task Host_BeyondTheBound_IsNotListedAndKnowsIt()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ReportingHost.StartAsync("one", redis.Address, ("Hosts:MaxHosts", "1"));
        await using var other = await ReportingHost.StartAsync("other", redis.Address, ("Hosts:MaxHosts", "1"));

        await ReportingHost.UntilAsync(() => other.Known.IsCrowded, "the second host knows that it is not listed", other);

        Assert.Equal(["one"], other.Names);
        Assert.False(one.Known.IsCrowded);
    }

    [Fact]
    public async Task Report_OfMoreChannelsThanTheBound_HasThoseWithTheMostListeners()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await ReportingHost.StartAsync("one", redis.Address, ("Hosts:MaxChannels", "1"));
        await using var first = await host.Host.OpenAsync(host.Client, "/broadcast/quiet");
        await using var second = await host.Host.OpenAsync(host.Client, "/broadcast/busy");
        await using var third = await host.Host.OpenAsync(host.Client, "/broadcast/busy");

        await ReportingHost.UntilAsync(() => host.Known.Listeners("busy") == 2, "the report has the busy channel", host);

        Assert.Equal(1, host["one"].Report!.OtherChannels);
        Assert.Null(host["one"].Of("quiet"));
    }

    [Fact]
    public async Task Host_WithoutRedisInItsSettings_KnowsNoHosts()
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/connections", host.HangGuard)).StatusCode);
        Assert.Null(host.Services.GetRequiredService<SharedHosts>().Look());
    }

    [Fact]
    public async Task Start_WithHostsForgottenBeforeTheirNextReport_IsRefused()
    {
        await using var host = new TestHost(("Hosts:ReportInterval", "00:00:03"));

        Assert.Contains("Hosts:ForgetAfter: Must be at least twice Hosts:ReportInterval (00:00:03)", host.StartRefused(), StringComparison.Ordinal);
    }
}
