using System.IO.Pipelines;
using System.Text;

namespace SseDashboard.Streams.Tests;

/// <summary>EventStreamReader over streams and pipes.</summary>
public sealed class ReadAllAsyncTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task ReadAllAsync_Stream_ReadsToTheEndAndLeavesItOpen()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("id: 1\ndata: a\n\nevent: tick\ndata: b\n\ndata: cut off\n"));
        var reader = new EventStreamReader();
        Assert.Equal(
            [new("message", "a", "1"), new("tick", "b", "1")],
            await reader.ReadAllAsync(stream, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.True(reader.EndedInsideBlock);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task ReadAllAsync_PipeStillOpen_YieldsEachEventAsItArrives()
    {
        var pipe = new Pipe();
        await using var events = new EventStreamReader().ReadAllAsync(pipe.Reader, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        foreach (string data in (string[])["a", "b"])
        {
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\r\r"), TestContext.Current.CancellationToken);
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
            Assert.Equal(data, events.Current.Data);
        }

        await pipe.Writer.CompleteAsync();
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task ReadAllAsync_ConnectionBreaksOffInsideAnEvent_SaysSo()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("data: a\n\nid: 2\nda"u8.ToArray(), TestContext.Current.CancellationToken);
        var reader = new EventStreamReader(lastEventId: "1");
        await using var events = reader.ReadAllAsync(pipe.Reader, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        await pipe.Writer.CompleteAsync(new IOException("The connection was reset."));

        await Assert.ThrowsAsync<IOException>(async () => await events.MoveNextAsync());
        Assert.True(reader.EndedInsideBlock);
        Assert.Equal("1", reader.LastEventId);
    }

    [Fact]
    public async Task ReadAllAsync_StoppedEarly_ContinuesAtTheNextEvent()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("data: a\n\ndata: b\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        var reader = new EventStreamReader();
        Assert.Equal("a", (await reader.ReadAllAsync(pipe.Reader, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken)).Data);
        Assert.Equal("b", (await reader.ReadAllAsync(pipe.Reader, TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken)).Data);
    }

    [Fact]
    public async Task ReadAllAsync_PendingReadCancelled_Throws()
    {
        var pipe = new Pipe();
        pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            await new EventStreamReader().ReadAllAsync(pipe.Reader, TestContext.Current.CancellationToken)
                .FirstOrDefaultAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
    }
}
