using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Streams.Tests;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>When a log begins and ends to feed this host's history.</summary>
public sealed class FeedingTests : FaultTest
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Feed_WhosePredecessorHasNotEnded_WaitsForItsEnd()
    {
        var host = await HostAsync((await ServerAsync()).Address);
        using var log = Log(host);
        using var metering = new Metering(host.Meters);
        var ending = new TaskCompletionSource();
        await using var feed = new ChannelFeed(log, Services(host), ending.Task);
        Assert.Equal(0, metering["sse.server.log.channels"]);
        ending.SetResult();
        await Wait.UntilAsync(() => metering["sse.server.log.channels"] == 1, "the feed begins");
    }

    [Fact]
    public async Task History_LastSubscriberLeftTwice_IsKeptFromTheSecondTimeOn()
    {
        var host = await HostAsync((await ServerAsync()).Address);
        using var log = Log(host);
        using var metering = new Metering(host.Meters);
        var linger = new RedisBroadcastOptions().Linger;
        log.Join();
        await Wait.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return log.View is not null;
            },
            "the feed reads the log");
        log.Leave();
        _clock.Advance(linger / 2);
        log.Join();
        log.Leave();
        _clock.Advance(linger * 0.75);
        double reads = metering["sse.server.log.reads"];
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Wait.UntilAsync(() => metering["sse.server.log.reads"] > reads, "the feed goes on");
        _clock.Advance(linger);
        await Wait.UntilAsync(() => log.View is null, "the history is dropped");
    }

    private RedisLog Log(BroadcastHost host) =>
        new(new(Listener.Channel, new(), host.Services.GetRequiredService<StreamMetrics>(), () => { }), Services(host));

    private RedisLogServices Services(BroadcastHost host)
    {
        var connection = host.Services.GetRequiredService<RedisConnection>();
        var metrics = host.Services.GetRequiredService<RedisMetrics>();
        return new(connection, metrics, _clock, new(connection.Options), null, new("publish.lua"), new("read.lua"));
    }
}
