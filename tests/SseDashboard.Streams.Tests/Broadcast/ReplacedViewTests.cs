namespace SseDashboard.Streams.Tests;

/// <summary>A history that is replaced while a pump writes it to a subscriber.</summary>
public sealed class ReplacedViewTests
{
    [Fact]
    public async Task Write_TurnOfTheViewBefore_EndsWithTheNewView()
    {
        await using var host = await StreamHost.BroadcastAsync();
        // They do not run: the test writes in their place.
        var pumps = new BroadcastPumps(1);
        pumps.Dispose();
        var logs = new ScriptedLogs();
        var channel = new BroadcastChannel("test", host.Registry, pumps, logs);
        var before = logs.Log.Replace(Ring(1), new EpochStart("a", 0));
        var source = new Watched(new CursorSource(channel, "a-1"));
        var body = new HeldBody();
        var running = host.Registry.RunAsync(body.Request(), source, null);
        await Wait.UntilAsync(() => body.Flushes > 0, "the headers are sent");
        before.Ring.Add("id: a-2\n\n"u8);
        before.Ring.Add("id: a-3\n\n"u8);
        var turn = new PumpTurn();
        turn.Begin(before);
        // The log has lost the last two events.
        var after = logs.Log.Replace(Ring(1), new EpochStart("a", 0), new EpochStart("b", 1));
        int flushes = body.Flushes;
        source.Connection!.Write(turn);
        Assert.Equal(("a-1", flushes), (source.LastEventId, body.Flushes));
        // The stream goes on.
        after.Ring.Add("id: b-2\n\n"u8);
        source.Connection.Write();
        Assert.Equal("b-2", source.LastEventId);
        Assert.False(running.IsCompleted);
    }

    private static HistoryRing Ring(int events)
    {
        var ring = new HistoryRing(100, 10_000);
        for (int i = 1; i <= events; i++)
            ring.Add("id: a-0\n\n"u8);
        return ring;
    }

    private sealed class Watched(CursorSource source) : FrameSource
    {
        public StreamConnection? Connection { get; private set; }

        public override string? LastEventId => source.LastEventId;

        public override void Attach(StreamConnection connection)
        {
            Connection = connection;
            source.Attach(connection);
        }

        public override bool Write(StreamConnection connection) => source.Write(connection);

        public override void Detach() => source.Detach();
    }
}
