using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace SseDashboard.Streams.Tests;

/// <summary>Blocks: their lines, what each does, their state and their chunks.</summary>
public sealed class EventBlockReaderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Lines_OfEveryKind_SayWhatTheyDo()
    {
        var block = Assert.Single(Push(new(), "\ufeff: hi\nid: 1\r\nid: 2\0\revent:tick\nretry: 5\nretry: x\nDATA: a\ndata\n\n"));

        Assert.True(block.HasByteOrderMark);
        string Text(Range range) => Encoding.UTF8.GetString(block.Bytes.Span[range]);
        Assert.Equal(
            [
                (LineEffect.Comment, "", " hi", "\n"),
                (LineEffect.SetsId, "id", "1", "\r\n"),
                (LineEffect.IgnoredIdWithNul, "id", "2\0", "\r"),
                (LineEffect.SetsType, "event", "tick", "\n"),
                (LineEffect.SetsReconnectionTime, "retry", "5", "\n"),
                (LineEffect.IgnoredRetry, "retry", "x", "\n"),
                (LineEffect.IgnoredUnknownField, "DATA", "a", "\n"),
                (LineEffect.AppendsData, "data", "", "\n"),
                (LineEffect.EndsBlock, "", "", "\n"),
            ],
            block.Lines().Select(line => (line.Effect, Text(line.Name), Text(line.Value), Text(line.LineEnd))));
        Assert.Equal(": hi", Text(block.Lines().First().Text));
    }

    [Fact]
    public void Blocks_InOrder_SayTheOutcomeAndTheStateAfter()
    {
        var blocks = Push(new(lastEventId: "0"), ":\n\nid: 1\nevent: tick\n\nretry: 5\ndata: a\n\n\nid: 2\ndata: cut");

        Assert.Equal(
            [
                (BlockOutcome.NoFields, 0L, null, "0", null),
                (BlockOutcome.NoData, 3, null, "1", null),
                (BlockOutcome.Dispatched, 22, "a", "1", 5.0),
                (BlockOutcome.NoFields, 40, null, "1", 5.0),
                (BlockOutcome.Unfinished, 41, null, "1", 5.0),
            ],
            blocks.Select(block => (block.Outcome, block.Offset, block.Event?.Data, block.LastEventId, block.ReconnectionTime?.TotalMilliseconds)));
        Assert.Equal([LineEffect.SetsId, LineEffect.Unfinished], blocks[^1].Lines().Select(line => line.Effect));
    }

    [Fact]
    public void Chunks_OfABlock_AreThoseInWhichItsBytesArrived()
    {
        var blocks = Push(new(), "data: a\n\ndata|: b|\n\ndata: c\n\n", "data: d\r\r", "\ndata: e\n\n");

        Assert.Equal(["0", "0 1 2", "2", "3", "4"], blocks.Select(block => string.Join(' ', block.Chunks.Select(chunk => (chunk.At - Start).TotalSeconds))));
        Assert.Equal([0, 2, 2, 3, 4], blocks.Select(block => (block.LastArrival - Start).TotalSeconds));
    }

    [Fact]
    public void Chunks_MoreThanTheBound_AreCounted()
    {
        var blocks = Push(new(new() { MaxChunksPerBlock = 2 }), "d|a|t|a|:|1\n\ndata: 2\n\n");

        Assert.Equal([(2, 4, 5.0), (1, 0, 5.0)], blocks.Select(block => (block.Chunks.Count, block.UnlistedChunks, (block.LastArrival - Start).TotalSeconds)));
    }

    [Fact]
    public void Unfinished_BetweenChunks_IsTheBlockSoFar()
    {
        var reader = new EventBlockReader();
        Assert.Null(reader.Unfinished);
        Read(reader, ": heartbeat\n", Start);
        Assert.Equal((BlockOutcome.NoFields, 12), (reader.Unfinished!.Outcome, reader.Unfinished.Bytes.Length));
        Read(reader, "da", Start);
        Assert.Equal(BlockOutcome.Unfinished, reader.Unfinished!.Outcome);
        Read(reader, "ta: a\n\n", Start);
        Assert.Null(reader.Unfinished);
    }

    [Theory]
    [InlineData(":23456|78901", "MaxLineBytes", ":23456")]
    [InlineData("data:1\n:2\n:3\n:4\n:5\n", "MaxEventBytes", "data:1\n:2\n:3\n")]
    public void Reader_BeyondABound_ThrowsAndKeepsTheBlockSoFar(string stream, string option, string kept)
    {
        var reader = new EventBlockReader(new() { MaxLineBytes = 10, MaxEventBytes = 15 });
        var exception = Assert.Throws<EventStreamLimitException>(() =>
        {
            foreach (string chunk in stream.Split('|'))
                Read(reader, chunk, Start);
        });

        Assert.Equal(option, exception.Option);
        Assert.Throws<InvalidOperationException>(() => Read(reader, "data: a\n\n", Start));
        Assert.Equal(kept, Encoding.UTF8.GetString(reader.End()!.Bytes.Span));
        Assert.Null(reader.End());
    }

    [Fact]
    public async Task ReadAllAsync_Stream_YieldsBlocksWithTheClocksTimes()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("data: a\n\n:\n\ndata: cut"));
        var blocks = await new EventBlockReader().ReadAllAsync(stream, new FakeTimeProvider(Start), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([BlockOutcome.Dispatched, BlockOutcome.NoFields, BlockOutcome.Unfinished], blocks.Select(block => block.Outcome));
        Assert.All(blocks, block => Assert.Equal(new ChunkArrival(0, 21, Start), Assert.Single(block.Chunks)));
        Assert.True(stream.CanRead);
    }

    // Chunks are separated by | and arrive a second apart.
    private static List<EventBlock> Push(EventBlockReader reader, params string[] streams)
    {
        var blocks = streams.SelectMany(stream => stream.Split('|')).SelectMany((chunk, second) => Read(reader, chunk, Start.AddSeconds(second))).ToList();
        return reader.End() is { } unfinished ? [.. blocks, unfinished] : blocks;
    }

    private static List<EventBlock> Read(EventBlockReader reader, string text, DateTimeOffset arrived)
    {
        ReadOnlySpan<byte> chunk = Encoding.UTF8.GetBytes(text);
        var blocks = new List<EventBlock>();
        while (reader.TryRead(ref chunk, arrived, out var block))
            blocks.Add(block);
        return blocks;
    }
}
