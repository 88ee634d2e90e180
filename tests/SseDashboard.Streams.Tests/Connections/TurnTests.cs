namespace SseDashboard.Streams.Tests;

public class TurnTests
{
    [Fact]
    public async Task Write_SourceThatNeverRunsDry_YieldsTheThreadAndCanBeDropped()
    {
        await using var host = await StreamHost.BroadcastAsync();
        var body = new HeldBody();
        Task<StreamConnection?>? running = null;
        var opening = Task.Run(
            () => { running = host.Registry.RunAsync(body.Request(), new Endless(), null); },
            TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => opening.IsCompleted, "the thread that opens the stream is free again");
        await Wait.UntilAsync(() => body.Flushes > 3 * StreamConnection.MaxFlushesPerRun, "other threads go on");
        host.Registry.Drop(host.Registry.Snapshot().Single().Id);
        Assert.Equal(StreamEnd.Dropped, (await Wait.ForAsync(running!, "the stream ends"))!.Reason);
    }

    [Fact]
    public async Task Pump_PendingWrite_KeepsItsMemory()
    {
        await using var host = await StreamHost.BroadcastAsync();
        var (slow, fast) = (new HeldBody { Holds = true }, new HeldBody());
        var running = new[] { slow, fast }
            .Select(body => host.Registry.RunAsync(body.Request(), new CursorSource(host.Channel, null), null))
            .ToList();
        await host.Channel.PublishAsync(new() { Data = "one" }, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => slow.Flushes == 3 && fast.Flushes == 3, "both have the first event");
        await host.Channel.PublishAsync(new() { Data = "two" }, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => fast.Flushes == 4, "the fast one has the second");
        Assert.Equal(("id: e-1\ndata: one\n\n", "id: e-2\ndata: two\n\n"), (slow.Text, fast.Text));

        slow.Release();
        await Wait.UntilAsync(
            () => host.Registry.Snapshot().All(connection => connection.LastEventId == "e-2"), "the slow one catches up");
        foreach (var connection in host.Registry.Snapshot())
            host.Registry.Drop(connection.Id);
        await Wait.ForAsync(Task.WhenAll(running), "all streams end");
    }

    [Fact]
    public async Task Pump_SubscribersWithTheSameCursor_ShareOneCopy()
    {
        await using var host = await StreamHost.BroadcastAsync();
        HeldBody[] bodies = [new(), new(), new()];
        var running = bodies
            .Select(body => host.Registry.RunAsync(body.Request(), new CursorSource(host.Channel, null), null))
            .ToList();
        // The headers and the id to resume from took a flush each.
        await host.Channel.PublishAllAsync([new() { Data = "one" }, new() { Data = "two" }], TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => bodies.All(body => body.Flushes == 3), "all have both in one write");
        Assert.All(bodies, body => Assert.Equal("id: e-1\ndata: one\n\nid: e-2\ndata: two\n\n", body.Text));
        Assert.All(bodies, body => Assert.True(body.Last.Equals(bodies[0].Last), "the same memory"));
        Assert.All(host.Registry.Snapshot(), connection => Assert.Equal((2, 47), (connection.Events - 1, connection.Bytes)));
        foreach (var connection in host.Registry.Snapshot())
            host.Registry.Drop(connection.Id);
        await Wait.ForAsync(Task.WhenAll(running), "all streams end");
    }

    [Fact]
    public async Task Client_Leaves_IsReleasedByItsPump()
    {
        await using var host = await StreamHost.BroadcastAsync();
        await using (await host.OpenAsync())
            Assert.Equal(1, host.Channel.Subscribers);
        await Wait.UntilAsync(() => host.Channel.Subscribers == 0, "the subscriber has left");
        await Wait.UntilAsync(() => host.Registry.Count == 0, "the stream has ended");

        var left = await SubscribeAndLeaveAsync(host);
        await Wait.UntilAsync(
            () =>
            {
                GC.Collect();
                return !left.IsAlive;
            },
            "nothing holds the subscriber any more");
    }

    // A separate method, so that no local of the test keeps the source alive.
    private static async Task<WeakReference> SubscribeAndLeaveAsync(StreamHost host)
    {
        var source = new CursorSource(host.Channel, null);
        var running = host.Registry.RunAsync(new HeldBody().Request(), source, null);
        host.Registry.Drop(host.Registry.Snapshot().Single().Id);
        await Wait.ForAsync(running, "the stream ends");
        return new(source);
    }

    private sealed class Endless : FrameSource
    {
        private static readonly EventFrame Frame = EventFrame.Of(new() { Data = "more" });

        public override string? LastEventId => null;

        public override void Attach(StreamConnection connection)
        {
        }

        public override bool Write(StreamConnection connection)
        {
            connection.Put(Frame);
            return true;
        }

        public override void Detach()
        {
        }
    }
}
