namespace SseDashboard.Streams.Tests;

/// <summary>Streams that end in the middle of something else.</summary>
public class CutTests
{
    private static readonly EventFrame Frame = EventFrame.Of(new() { Data = "x" });

    [Theory]
    [InlineData(StreamEnd.Dropped)]
    [InlineData(StreamEnd.Shutdown)]
    public async Task End_JustBeforeAFlushBecomesPending_DisconnectsAtTheNextTick(StreamEnd reason)
    {
        await using var host = await StreamHost.BroadcastAsync();
        var body = new HeldBody();
        var running = host.Registry.RunAsync(
            body.Request(),
            new OneFrame(() =>
            {
                if (reason == StreamEnd.Dropped)
                    host.Registry.Drop(1);
                else
                    host.Lifetime.StopApplication();
                body.HoldsFlushes = true;
            }),
            null);
        Assert.False(running.IsCompleted);
        host.Clock.Advance(host.Registry.Options.ClockInterval);
        var ended = await Wait.ForAsync(running, "the client that does not read is disconnected");
        Assert.Equal(reason, ended!.Reason);
    }

    [Fact]
    public async Task Open_AdmittedAsTheShutdownBegins_EndsAtOnce()
    {
        await using var host = await StreamHost.BroadcastAsync();
        var body = new HeldBody { Taking = host.Lifetime.StopApplication };
        var running = host.Registry.RunAsync(body.Request(), new CursorSource(host.Channel, null), null);
        var ended = await Wait.ForAsync(running, "the stream ends");
        Assert.Equal(StreamEnd.Shutdown, ended!.Reason);
        Assert.Equal(1, host.Registry.Totals.Ended[StreamEnd.Shutdown]);
    }

    private sealed class OneFrame(Action meanwhile) : FrameSource
    {
        private bool _written;

        public override string? LastEventId => null;

        public override void Attach(StreamConnection connection)
        {
        }

        public override bool Write(StreamConnection connection)
        {
            if (_written)
                return false;
            _written = true;
            meanwhile();
            connection.Put(Frame);
            return true;
        }

        public override void Detach()
        {
        }
    }
}
