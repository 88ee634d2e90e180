namespace SseDashboard.Streams.Tests;

public class StreamMetricsTests
{
    [Fact]
    public async Task Streams_OpenedRefusedAndEnded_AreCountedByReason()
    {
        await using var host = await StreamHost.StartAsync((_, cancellationToken) => Task.Delay(-1, cancellationToken), ("MaxConnections", "2"));
        using var metering = new Metering(host.Meters);
        await using var one = await host.OpenAsync();
        await using (await host.OpenAsync())
        await using (await host.OpenAsync())
            Assert.Equal(2, metering["sse.server.active_streams"]);

        host.Registry.Drop(1);
        await Wait.UntilAsync(() => metering["sse.server.active_streams"] == 0, "both have ended");
        Assert.Equal(2, metering["sse.server.opened_streams"]);
        Assert.Equal(1, metering["sse.server.ended_streams", "dropped"]);
        Assert.Equal(1, metering["sse.server.ended_streams", "client_left"]);
        Assert.Equal(0, metering["sse.server.ended_streams", "completed"]);
        Assert.Equal(1, metering["sse.server.rejected_streams", "too_many_connections"]);
        Assert.Equal(0, metering["sse.server.rejected_streams", "shutting_down"]);
    }

    [Fact]
    public async Task Events_Published_AreCountedAsPublishedAndSent()
    {
        await using var host = await StreamHost.BroadcastAsync();
        using var metering = new Metering(host.Meters);
        await using var staying = await host.OpenAsync();
        await using (var leaving = await host.OpenAsync())
        {
            await host.Channel.PublishAllAsync([new() { Data = "1" }, new() { Data = "2" }], TestContext.Current.CancellationToken);
            await leaving.UntilAsync("data: 2\n\n");
            await staying.UntilAsync("data: 2\n\n");
        }

        await Wait.UntilAsync(() => host.Registry.Count == 1, "one has left");
        await host.Channel.PublishAsync(new() { Data = "3" }, TestContext.Current.CancellationToken);
        string body = await staying.UntilAsync("data: 3\n\n");
        Assert.Equal(3, metering["sse.server.published_events"]);
        // The id to resume from and two events for one stream, and one more event for the other.
        Assert.Equal(3 + 4, metering["sse.server.sent_events"]);
        Assert.Equal((2 * body.Length) - "id: e-3\ndata: 3\n\n".Length, metering["sse.server.sent_bytes"]);
    }

    [Fact]
    public async Task Gaps_Sent_AreCountedWithTheEventsMissed()
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxHistoryEvents", "3"));
        using var metering = new Metering(host.Meters);
        for (int i = 0; i < 10; i++)
            await host.Channel.PublishAsync(new(), TestContext.Current.CancellationToken);
        await using var known = await host.OpenAsync("/", "Last-Event-ID: e-2");
        await known.UntilAsync("id: e-10\n");
        await using var unknown = await host.OpenAsync("/", "Last-Event-ID: other-2");
        await unknown.UntilAsync("id: e-10\n");
        Assert.Equal((2, 5), (metering["sse.server.gaps"], metering["sse.server.missed_events"]));
    }

    [Fact]
    public async Task Flush_ClientThatDoesNotRead_ShowsAsLagFlushTimeAndWriteTimeout()
    {
        await using var host = await StreamHost.BroadcastAsync();
        using var metering = new Metering(host.Meters);
        var (slow, slower) = (new HeldBody { Holds = true }, new HeldBody { Holds = true });
        var running = host.Registry.RunAsync(slow.Request(), new CursorSource(host.Channel, null), null);
        await host.Channel.PublishAsync(new(), TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => slow.Flushes == 3, "it has the first event");
        var other = host.Registry.RunAsync(slower.Request(), new CursorSource(host.Channel, null), null);
        await host.Channel.PublishAsync(new(), TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => slower.Flushes == 3, "the other one has the second event");
        await host.Channel.PublishAsync(new(), TestContext.Current.CancellationToken);
        Assert.Equal((2, 3), (metering["sse.server.lag.max"], metering["sse.server.lag.sum"]));

        host.Clock.Advance(TimeSpan.FromSeconds(3));
        slow.Release();
        await Wait.UntilAsync(() => metering["sse.server.lag.sum"] == 1, "the slow one catches up");
        Assert.Equal(3, metering["sse.server.flush.duration"]);

        host.Registry.Drop(1);
        host.Clock.Advance(TimeSpan.FromSeconds(17));
        slower.Release();
        await Wait.ForAsync(Task.WhenAll(running, other), "both end");
        Assert.Equal(1, metering["sse.server.write_timeouts"]);
        Assert.Equal(3 + 20, metering["sse.server.flush.duration"]);
    }

    [Fact]
    public async Task Producer_IgnoresItsToken_IsCounted()
    {
        await using var host = await StreamHost.StartAsync((_, _) => Task.Delay(-1, CancellationToken.None));
        using var metering = new Metering(host.Meters);
        await using var client = await host.OpenAsync();
        host.Registry.Drop(1);
        await Wait.UntilAsync(
            () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                return metering["sse.server.producer_timeouts"] == 1;
            },
            "the producer is counted");
    }

    [Fact]
    public async Task Instruments_All_HaveAUnitAndAName()
    {
        await using var host = await StreamHost.BroadcastAsync();
        _ = host.Registry;
        using var metering = new Metering(host.Meters);
        Assert.Equal(14, metering.Units.Count);
        Assert.All(metering.Units, unit => Assert.StartsWith("sse.server.", unit.Key, StringComparison.Ordinal));
        Assert.Equal(
            ["By", "s", "{event}", "{gap}", "{stream}"], metering.Units.Values.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Flush_NobodyCollects_DoesNotReadTheClock()
    {
        await using var host = await StreamHost.BroadcastAsync();
        Assert.False(host.Registry.Metrics.TimesFlushes);
        using var metering = new Metering(host.Meters);
        Assert.True(host.Registry.Metrics.TimesFlushes);
    }
}
