using System.Text;

namespace SseDashboard.Streams.Tests;

public class WireTapTests
{
    [Fact]
    public async Task Watch_OneStream_ReportsEverythingInOrder()
    {
        await using var host = await StreamHost.StartAsync(
            async (frames, cancellationToken) => await frames.WriteAsync(EventFrame.Of(new() { Id = "1", Data = "é" }), cancellationToken));
        using var watcher = host.Taps.Watch();
        await using var client = await host.OpenAsync($"/?a=b&watch={watcher.Token}", "Last-Event-ID: é-7");
        await client.ToEndAsync();

        var request = Assert.IsType<WireRequest>(await NextAsync(watcher));
        Assert.Equal((1, "GET", "/?a=b", "HTTP/1.1", "é-7"), (request.Connection, request.Method, request.Target, request.Protocol, request.LastEventId));
        Assert.Contains(new("Accept", "text/event-stream"), request.Headers);
        var response = Assert.IsType<WireResponse>(await NextAsync(watcher));
        Assert.Equal(200, response.Status);
        Assert.Contains(new("Content-Type", "text/event-stream"), response.Headers);
        var frame = Assert.IsType<WireFrame>(await NextAsync(watcher));
        Assert.Equal("id: 1\ndata: é\n\n", Encoding.UTF8.GetString(frame.Frame.Bytes.Span));
        Assert.Equal((host.Clock.GetUtcNow(), host.Clock.GetUtcNow(), false), (frame.At, frame.Flushed, frame.IsHeartbeat));
        Assert.Equal(StreamEnd.Completed, Assert.IsType<WireEnd>(await NextAsync(watcher)).Reason);
    }

    [Fact]
    public async Task Watch_Broadcast_ReportsHeartbeatsAndEventsWithIds()
    {
        await using var host = await StreamHost.BroadcastAsync();
        using var watcher = host.Taps.Watch();
        await using var client = await host.OpenAsync($"/?watch={watcher.Token}");
        await client.UntilAsync("id: e-0\n\n");
        await host.Channel.PublishAllAsync([new() { Data = "1" }, new() { Data = "2" }], TestContext.Current.CancellationToken);
        await client.UntilAsync("data: 2\n\n");
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        await client.UntilAsync("heartbeat");
        var frames = new List<WireFrame>();
        while (frames.Count < 4)
        {
            if (await NextAsync(watcher) is WireFrame frame)
                frames.Add(frame);
        }

        Assert.Equal(["e-0", "e-1", "e-2", null], frames.Select(frame => frame.Frame.Id));
        Assert.Equal([false, false, false, true], frames.Select(frame => frame.IsHeartbeat));
    }

    [Fact]
    public async Task Watch_Reconnect_GetsTheNextNumber()
    {
        await using var host = await StreamHost.StartAsync((_, _) => Task.CompletedTask);
        using var watcher = host.Taps.Watch();
        for (int connection = 1; connection <= 2; connection++)
        {
            await using var client = await host.OpenAsync($"/?watch={watcher.Token}");
            await client.ToEndAsync();
            WireRecord record;
            do
                Assert.Equal(connection, (record = await NextAsync(watcher)).Connection);
            while (record is not WireEnd);
        }
    }

    [Fact]
    public async Task Watch_AnotherToken_ShowsNothing()
    {
        await using var host = await StreamHost.StartAsync((_, _) => Task.CompletedTask);
        using var watcher = host.Taps.Watch();
        using var other = host.Taps.Watch();
        await using var client = await host.OpenAsync($"/?watch={watcher.Token}");
        await using var unknown = await host.OpenAsync("/?watch=guess");
        await client.ToEndAsync();
        await unknown.ToEndAsync();
        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Completed] == 2, "both have ended");
        Assert.False(other.Records.TryRead(out _));
        Assert.NotEqual(watcher.Token, other.Token);
        Assert.Equal(32, watcher.Token.Length);
    }

    [Fact]
    public async Task Watch_RefusedStream_IsReported()
    {
        await using var host = await StreamHost.StartAsync((_, cancellationToken) => Task.Delay(-1, cancellationToken), ("MaxConnections", "1"));
        using var watcher = host.Taps.Watch();
        await using var first = await host.OpenAsync();
        await using var refused = await host.OpenAsync($"/?watch={watcher.Token}");
        Assert.IsType<WireRequest>(await NextAsync(watcher));
        Assert.Equal(503, Assert.IsType<WireResponse>(await NextAsync(watcher)).Status);
        Assert.Equal(RefusalReason.TooManyConnections, Assert.IsType<WireRefusal>(await NextAsync(watcher)).Reason);
    }

    [Fact]
    public async Task Watch_DisconnectedDuringAWrite_ReportsTheFrameWithoutAFlush()
    {
        var large = EventFrame.Of(new() { Data = new string('x', 20_000_000) });
        await using var host = await StreamHost.StartAsync(async (frames, cancellationToken) => await frames.WriteAsync(large, cancellationToken));
        using var watcher = host.Taps.Watch();
        await using var client = await host.OpenAsync($"/?watch={watcher.Token}");
        await Wait.UntilAsync(() => host.Registry.Snapshot() is [{ Waiting: not null }], "the write waits");
        // Larger than a watcher's queue may be, which is accepted when the queue is empty.
        Assert.IsType<WireRequest>(await NextAsync(watcher));
        Assert.IsType<WireResponse>(await NextAsync(watcher));
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(Assert.IsType<WireFrame>(await NextAsync(watcher)).Flushed);
        Assert.Equal(StreamEnd.WriteTimeout, Assert.IsType<WireEnd>(await NextAsync(watcher)).Reason);
    }

    [Fact]
    public async Task Watch_TooManyWatchers_SaysWhatToDo()
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxWatchers", "1"));
        var watcher = host.Taps.Watch();
        Assert.Contains("Streams:MaxWatchers", Assert.Throws<InvalidOperationException>(host.Taps.Watch).Message);
        watcher.Dispose();
        watcher.Dispose();
        Assert.Equal(0, host.Taps.Count);
        host.Taps.Watch().Dispose();
    }

    private static Task<WireRecord> NextAsync(WireWatcher watcher) => Wait.ForAsync(
        watcher.Records.ReadAsync(TestContext.Current.CancellationToken).AsTask(), "the watcher gets a record");
}
