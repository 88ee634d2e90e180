using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace SseDashboard.Streams.Tests;

public class StreamLifeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly EventFrame Large = EventFrame.Of(new() { Data = new string('x', 1_000_000) });

    [Fact]
    public async Task Heartbeat_IdleStream_ComesOncePerInterval()
    {
        await using var host = await SilentAsync(("HeartbeatInterval", "00:00:10"));
        await using var client = await host.OpenAsync();
        host.Clock.Advance(10 * Second);
        Assert.Equal(": heartbeat\n\n", await client.UntilAsync("\n\n"));
        host.Clock.Advance(9 * Second);
        Assert.Equal(Second, Assert.Single(host.Registry.Snapshot()).NextHeartbeat);
        host.Clock.Advance(Second);
        Assert.Equal(": heartbeat\n\n: heartbeat\n\n", await client.UntilAsync("\n\n: heartbeat\n\n"));
    }

    [Fact]
    public async Task Heartbeat_BusyStream_WaitsForAnIdleInterval()
    {
        await using var host = await StreamHost.BroadcastAsync(("HeartbeatInterval", "00:00:10"));
        await using var client = await host.OpenAsync();
        for (int i = 1; i <= 5; i++)
        {
            host.Clock.Advance(9 * Second);
            await host.Channel.PublishAsync(new() { Data = "x" }, TestContext.Current.CancellationToken);
            await client.UntilAsync($"id: e-{i}\n");
        }

        Assert.DoesNotContain("heartbeat", client.Body);
        host.Clock.Advance(10 * Second);
        await client.UntilAsync(": heartbeat\n\n");
    }

    [Fact]
    public async Task Heartbeat_TurnedOffForOneStream_NeverComes()
    {
        await using var host = await StreamHost.MapAsync(
            (self, routes) => routes.MapGet("/", () => EventStream.From(
                async (frames, cancellationToken) =>
                {
                    await Task.Delay(100 * Second, self.Clock, cancellationToken);
                    await frames.WriteAsync(EventFrame.Of(new() { Data = "end" }), cancellationToken);
                },
                new() { HeartbeatInterval = TimeSpan.Zero })),
            [("HeartbeatInterval", "00:00:10")]);
        await using var client = await host.OpenAsync();
        await Wait.UntilAsync(
            () =>
            {
                host.Clock.Advance(Second);
                return host.Registry.Count == 0;
            },
            "the producer's delay is over");
        Assert.Equal("data: end\n\n", await client.ToEndAsync());
    }

    [Fact]
    public async Task Retry_Set_IsTheFirstLine()
    {
        await using var host = await SilentAsync(("ReconnectionInterval", "00:00:02"));
        await using var client = await host.OpenAsync();
        Assert.Equal("retry: 2000\n\n", await client.UntilAsync("\n\n"));
    }

    [Fact]
    public async Task Lifetime_Reached_EndsStreamsSpreadOverTime()
    {
        const int Streams = 40;
        await using var host = await SilentAsync(("MaxLifetime", "00:01:40"), ("LifetimeJitter", "0.5"));
        var clients = new List<RawStream>();
        for (int i = 0; i < Streams; i++)
            clients.Add(await host.OpenAsync());
        host.Clock.Advance(49 * Second);
        Assert.Equal(Streams, host.Registry.Count);
        host.Clock.Advance(26 * Second);
        await Wait.UntilAsync(() => host.Registry.Count < Streams, "the first have ended");
        await Wait.UntilAsync(
            () => host.Registry.Snapshot().All(stream => stream.RemainingLifetime > TimeSpan.Zero), "all that were due have ended");
        Assert.InRange(host.Registry.Count, 1, Streams - 1);
        host.Clock.Advance(26 * Second);
        foreach (var client in clients)
        {
            Assert.Equal("", (await client.ToEndAsync()).Replace(": heartbeat\n\n", ""));
            await client.DisposeAsync();
        }

        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Lifetime] == Streams, "all are counted");
    }

    [Fact]
    public async Task WriteTimeout_ClientThatStopsReading_IsDisconnected()
    {
        await using var host = await StreamHost.StartAsync(
            async (frames, cancellationToken) =>
            {
                while (true)
                    await frames.WriteAsync(Large, cancellationToken);
            },
            ("WriteTimeout", "00:00:20"));
        await using var client = await host.OpenAsync();
        await Wait.UntilAsync(() => host.Registry.Snapshot() is [{ Waiting: not null }], "the write waits for the client");
        host.Clock.Advance(19 * Second);
        Assert.Equal(19 * Second, Assert.Single(host.Registry.Snapshot()).Waiting);
        host.Clock.Advance(Second);
        await Wait.UntilAsync(() => host.Registry.Totals is { Open: 0 } totals && totals.Ended[StreamEnd.WriteTimeout] == 1, "it is disconnected");
        await client.UntilClosedAsync();
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task Shutdown_OpenStreams_EndsThemLongBeforeItsTimeout()
    {
        var host = await StreamHost.MapAsync(
            (_, routes) =>
            {
                routes.MapGet("/idle", () => EventStream.From((_, cancellationToken) => Task.Delay(-1, cancellationToken)));
                routes.MapGet("/stuck", () => EventStream.From(async (frames, cancellationToken) =>
                {
                    while (true)
                        await frames.WriteAsync(Large, cancellationToken);
                }));
            },
            []);
        await using var idle = await host.OpenAsync("/idle");
        await using var stuck = await host.OpenAsync("/stuck");
        await Wait.UntilAsync(() => host.Registry.Snapshot().Any(stream => stream.Waiting is not null), "one waits for its client");
        var watch = Stopwatch.StartNew();
        await host.StopAsync();
        // The host's timeout is 30 s.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal("", await idle.ToEndAsync());
        Assert.Equal(2, host.Registry.Totals.Ended[StreamEnd.Shutdown]);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Drop_OpenStream_EndsItProperly()
    {
        await using var host = await SilentAsync();
        await using var client = await host.OpenAsync();
        Assert.False(host.Registry.Drop(99));
        Assert.True(host.Registry.Drop(Assert.Single(host.Registry.Snapshot()).Id));
        Assert.Equal("", await client.ToEndAsync());
        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Dropped] == 1, "it is counted");
    }

    private static Task<StreamHost> SilentAsync(params (string Key, string Value)[] options) =>
        StreamHost.StartAsync((_, cancellationToken) => Task.Delay(-1, cancellationToken), options);
}
