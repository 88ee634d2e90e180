using System.Diagnostics;
using System.Text;

namespace SseDashboard.Streams.Tests;

/// <summary>What the conformance corpus does not cover in EventStreamReader: timing, bounds and memory.</summary>
public sealed class EventStreamReaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Reader_BlankLineEndsInCarriageReturn_DispatchesWithoutNextChunk()
    {
        var reader = new EventStreamReader();
        Assert.Equal(["a"], Push(reader, "data: a\r\r"));
        Assert.Equal([], Push(reader, "\ndata: b\r"));
        Assert.Equal(["b"], Push(reader, "\n\r"));
    }

    [Fact]
    public void Reader_RetryLine_CountsBeforeTheBlankLine()
    {
        var reader = new EventStreamReader();
        Push(reader, "retry: 5");
        Assert.Null(reader.ReconnectionTime);
        Push(reader, "\n");
        Assert.Equal(TimeSpan.FromMilliseconds(5), reader.ReconnectionTime);
    }

    [Theory]
    [InlineData("922337203685477")]
    [InlineData("99999999999999999999999999")]
    public void Reader_RetryOfMillennia_IsKept(string digits)
    {
        var reader = new EventStreamReader();
        Push(reader, $"retry: {digits}\n");
        Assert.True(reader.ReconnectionTime > TimeSpan.FromDays(10_000_000), $"{reader.ReconnectionTime}");
    }

    [Fact]
    public void Reader_IdFromEarlierConnection_IsKeptUntilTheStreamSetsOne()
    {
        var reader = new EventStreamReader(lastEventId: "7");
        Assert.Equal([("7", "a"), ("", "b")], Events(reader, "data: a\n\nid\ndata: b\n\n").Select(received => (received.LastEventId, received.Data)));
    }

    [Theory]
    [InlineData("data:67890\n\n", "67890")]
    [InlineData("data:1\ndata:789\n\n", "1\n789")]
    [InlineData(":234567890\ndata:1\n\n", "1")]
    public void Reader_AtTheBounds_Dispatches(string stream, string data) => Assert.Equal([data], Push(Bounded(), stream));

    [Theory]
    [InlineData("data:678901\n\n", "MaxLineBytes")]
    [InlineData("data:67|8901", "MaxLineBytes")]
    [InlineData(":234567890|1", "MaxLineBytes")]
    [InlineData("unknown field", "MaxLineBytes")]
    [InlineData("data:1\ndata:7890\n\n", "MaxEventBytes")]
    [InlineData("data\ndata\ndata\ndata\ndata\ndata\ndata\n", "MaxEventBytes")]
    public void Reader_BeyondABound_ThrowsAfterTheEventsBeforeAndEnds(string stream, string option)
    {
        var reader = Bounded();
        var seen = new List<string>();
        var exception = Assert.Throws<EventStreamLimitException>(() =>
        {
            foreach (string chunk in ("data:1\n\n" + stream).Split('|'))
                seen.AddRange(Events(reader, chunk).Select(received => received.Data));
        });

        Assert.Equal(option, exception.Option);
        Assert.Equal(["1"], seen);
        Assert.True(reader.EndedInsideBlock);
        Assert.Throws<InvalidOperationException>(() => Push(reader, "data: a\n\n"));
    }

    [Fact]
    public void Reader_LongLineInManyChunks_ExaminesEveryByteOnce()
    {
        // 8 MB in chunks of 16 bytes: examining the line again with each chunk would examine 2 TB.
        var reader = new EventStreamReader();
        Push(reader, "data: ");
        byte[] chunk = [.. Enumerable.Repeat((byte)'x', 16)];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 500_000; i++)
        {
            ReadOnlySpan<byte> rest = chunk;
            Assert.False(reader.TryRead(ref rest, out _));
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"8 MB in chunks of 16 bytes took longer than {Patience}, at chunk {i}.");
        }

        Assert.Equal(8_000_000, Push(reader, "\n\n").Single().Length);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(7)]
    public void Reader_LinesThatAreNotKept_AllocateNothing(int chunkBytes)
    {
        byte[] stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(": heartbeat\n\nunknown: field\nretry: 5\nevent: tick\n\n", 1_000)));
        var reader = new EventStreamReader();
        PushAll(reader, stream, chunkBytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PushAll(reader, stream, chunkBytes);
        // The runtime itself allocates some thousand bytes when it compiles a method anew; a string for each line would be 100 KB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Fact]
    public void Options_NotPositive_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventStreamReaderOptions { MaxLineBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventStreamReaderOptions { MaxEventBytes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventStreamReaderOptions { MaxChunksPerBlock = 0 });
    }

    private static EventStreamReader Bounded() => new(new() { MaxLineBytes = 10, MaxEventBytes = 6 });

    private static List<string> Push(EventStreamReader reader, string text) => [.. Events(reader, text).Select(received => received.Data)];

    private static IEnumerable<ReceivedEvent> Events(EventStreamReader reader, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int at = 0;
        while (Next(out var received))
            yield return received;

        bool Next(out ReceivedEvent received)
        {
            ReadOnlySpan<byte> chunk = bytes.AsSpan(at);
            bool found = reader.TryRead(ref chunk, out received);
            at = bytes.Length - chunk.Length;
            return found;
        }
    }

    private static void PushAll(EventStreamReader reader, byte[] stream, int chunkBytes)
    {
        for (int at = 0; at < stream.Length; at += chunkBytes)
        {
            ReadOnlySpan<byte> chunk = stream.AsSpan(at, Math.Min(chunkBytes, stream.Length - at));
            while (reader.TryRead(ref chunk, out _))
            {
            }
        }
    }
}
