namespace SseDashboard.Streams.Tests;

public class ScriptedStreamTests
{
    private static readonly EventFrame One = EventFrame.Of(new() { Data = "one" });

    [Fact]
    public async Task Open_SilentProducer_SendsTheHeadersAtOnce()
    {
        await using var host = await StreamHost.StartAsync((_, cancellationToken) => Task.Delay(-1, cancellationToken));
        await using var client = await host.OpenAsync();
        Assert.Equal(200, client.Status);
        Assert.Contains("Content-Type: text/event-stream\r\n", client.Head);
        Assert.Contains("Cache-Control: no-cache\r\n", client.Head);
        Assert.Contains("X-Accel-Buffering: no\r\n", client.Head);
        Assert.Contains("Connection: keep-alive\r\n", client.Head);
        Assert.DoesNotContain("Content-Length", client.Head);
    }

    [Fact]
    public async Task Open_ProducerThatBlocks_StillSendsTheHeaders()
    {
        using var blocked = new ManualResetEventSlim();
        await using var host = await StreamHost.StartAsync((_, _) =>
        {
            blocked.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        await using var client = await host.OpenAsync();
        blocked.Set();
        Assert.Equal("", await client.ToEndAsync());
    }

    [Fact]
    public async Task Producer_Completes_EndsTheResponseAfterItsFrames()
    {
        await using var host = await StreamHost.StartAsync(async (frames, cancellationToken) =>
        {
            for (int i = 0; i < 1_000; i++)
                await frames.WriteAsync(One, cancellationToken);
        });
        await using var client = await host.OpenAsync();
        Assert.Equal(string.Concat(Enumerable.Repeat("data: one\n\n", 1_000)), await client.ToEndAsync());
        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Completed] == 1, "the end is counted");
    }

    [Fact]
    public async Task Producer_Throws_IsLoggedOnceAndLosesNothing()
    {
        await using var host = await StreamHost.StartAsync(async (frames, cancellationToken) =>
        {
            await frames.WriteAsync(One, cancellationToken);
            throw new InvalidOperationException("broken");
        });
        await using var client = await host.OpenAsync();
        Assert.Equal("data: one\n\n", await client.ToEndAsync());
        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Failed] == 1, "the failure is counted");
        Assert.Equal("broken", Assert.Single(host.Log).Error!.Message);
    }

    [Fact]
    public async Task Producer_ThrowsAfterTheClientLeft_IsLoggedOnce()
    {
        await using var host = await StreamHost.StartAsync(async (_, cancellationToken) =>
        {
            await Task.Delay(-1, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new InvalidOperationException("late");
        });
        await using (await host.OpenAsync())
        {
        }

        await Wait.UntilAsync(() => !host.Log.IsEmpty, "the exception is logged");
        Assert.Equal("late", Assert.Single(host.Log).Error!.Message);
        Assert.Equal(1, host.Registry.Totals.Ended[StreamEnd.ClientLeft]);
    }

    [Theory]
    [InlineData(100_000, "4", "1000000", 4)]
    [InlineData(10_000, "64", "65536", 6)]
    [InlineData(100_000, "64", "65536", 1)]
    public async Task Producer_AheadOfItsClient_WaitsAtTheBoundInFramesOrInBytes(int size, string frames, string bytes, int expected)
    {
        int written = 0;
        var frame = EventFrame.Of(new() { Data = new string('x', size) });
        await using var host = await StreamHost.StartAsync(
            async (writer, cancellationToken) =>
            {
                while (true)
                {
                    await writer.WriteAsync(frame, cancellationToken);
                    Interlocked.Increment(ref written);
                }
            },
            ("MaxQueuedFrames", frames),
            ("MaxQueuedBytes", bytes));
        await using var client = await host.OpenAsync();
        await Wait.UntilAsync(() => host.Registry.Snapshot() is [{ Waiting: not null }], "the write waits for the client");
        int flushed = (int)host.Registry.Snapshot()[0].Events;
        await Wait.UntilAsync(() => Volatile.Read(ref written) >= flushed + expected, "the queue is full");
        Assert.Equal(flushed + expected, Volatile.Read(ref written));
    }

    [Fact]
    public async Task Producer_FrameThatDoesNotFit_WaitsForRoomOfItsSize()
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxQueuedBytes", "2000"));
        var body = new HeldBody { HoldsFlushes = true };
        var frame = EventFrame.Of(new() { Data = new string('x', 900) });
        var waited = new TaskCompletionSource<(bool Third, Task<bool> Room)>();
        var script = new ScriptSource(
            host.Registry.Options,
            async (frames, cancellationToken) =>
            {
                // The body accepts nothing yet, so all of this is queued.
                Assert.True(frames.TryWrite(frame) && frames.TryWrite(frame));
                waited.SetResult((frames.TryWrite(frame), frames.WaitToWriteAsync(cancellationToken).AsTask()));
                await Task.Delay(-1, cancellationToken);
            },
            CancellationToken.None);
        var running = host.Registry.RunAsync(body.Request(), script, null);
        var (third, room) = await Wait.ForAsync(waited.Task, "the producer is ahead");
        Assert.Equal((false, false), (third, room.IsCompleted));
        body.Release();
        Assert.True(await Wait.ForAsync(room, "there is room again"));
        host.Registry.Drop(1);
        await Wait.ForAsync(running, "the stream ends");
    }

    [Fact]
    public async Task Producer_ClientLeaves_IsCancelled()
    {
        var left = new TaskCompletionSource();
        await using var host = await StreamHost.StartAsync(async (frames, gone) =>
        {
            try
            {
                await Task.Delay(-1, gone);
            }
            finally
            {
                left.SetResult();
            }
        });
        await using (await host.OpenAsync())
            Assert.Equal(1, host.Registry.Count);
        await Wait.ForAsync(left.Task, "the producer ends");
        await Wait.UntilAsync(() => host.Registry.Totals is { Open: 0 } totals && totals.Ended[StreamEnd.ClientLeft] == 1, "the stream has ended");
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task Client_LeavesInTheMiddleOfAWrite_EndsTheStream()
    {
        var large = EventFrame.Of(new() { Data = new string('x', 1_000_000) });
        await using var host = await StreamHost.StartAsync(async (frames, cancellationToken) =>
        {
            while (true)
                await frames.WriteAsync(large, cancellationToken);
        });
        await using (await host.OpenAsync())
            await Wait.UntilAsync(() => host.Registry.Snapshot() is [{ Waiting: not null }], "a write is under way");
        await Wait.UntilAsync(() => host.Registry.Totals is { Open: 0 } totals && totals.Ended[StreamEnd.ClientLeft] == 1, "the stream has ended");
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task Producer_FramesOfEverySize_LosesAndReordersNone()
    {
        const int Writers = 4, Each = 300;
        await using var host = await StreamHost.StartAsync(
            (frames, cancellationToken) => Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
                async () =>
                {
                    var random = new Random(writer);
                    for (int i = 0; i < Each; i++)
                        await frames.WriteAsync(EventFrame.Of(new() { Type = $"{writer}", Data = $"{i} {new string('x', random.Next(3_000))}" }), cancellationToken);
                },
                cancellationToken))),
            ("MaxQueuedFrames", "8"),
            ("MaxQueuedBytes", "2000"));
        await using var client = await host.OpenAsync();
        var received = (await client.ToEndAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        for (int writer = 0; writer < Writers; writer++)
        {
            Assert.Equal(
                Enumerable.Range(0, Each).Select(i => $"{i}"),
                received.Where(frame => frame.StartsWith($"event: {writer}\n", StringComparison.Ordinal)).Select(frame => frame.Split(' ')[2]));
        }
    }
}
