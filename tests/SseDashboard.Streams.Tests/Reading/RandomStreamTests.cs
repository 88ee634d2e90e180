using System.Text;

namespace SseDashboard.Streams.Tests;

/// <summary>Random streams in random chunks: the readers agree with the standard's algorithm taken literally.</summary>
public sealed class RandomStreamTests
{
    private const int Streams = 20_000;

    // What trips up a careless parser, as bytes: also half a BOM and invalid UTF-8.
    private static readonly byte[][] Pieces =
    [
        .. ((string[])["\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", ":", ": ", " ", "data", "data:", "data: ", "event: ", "id: ", "id",
            "retry: ", "Data: ", "12", "007", "a", "xy", "\0", "é", "€", "😀", "\ufeff", "data: a\n\n", ":\n\n", "id: 1\r", "foo: b\n"])
            .Select(Encoding.UTF8.GetBytes),
        [0xEF], [0xEF, 0xBB], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ];

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Readers_RandomStreams_AgreeWithTheLiteralAlgorithm()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int number = 0; number < Streams; number++)
        {
            byte[] stream = [.. Enumerable.Range(0, random.Next(24)).SelectMany(_ => Pieces[random.Next(Pieces.Length)])];
            List<byte[]> chunks = Chunks(random, stream);
            string lastEventId = random.Next(2) == 0 ? "" : "before";
            string about = $"seed {seed}, stream {number}: {string.Join(" | ", chunks.Select(Convert.ToHexString))}";
            var expected = new LiteralParser(stream, lastEventId);
            AssertEvents(expected, chunks, lastEventId, about);
            AssertBlocks(expected, stream, chunks, lastEventId, about);
        }
    }

    private static void AssertEvents(LiteralParser expected, List<byte[]> chunks, string lastEventId, string about)
    {
        var comments = new List<string>();
        var reader = new EventStreamReader(new() { OnComment = comments.Add }, lastEventId);
        var events = new List<ReceivedEvent>();
        foreach (byte[] bytes in chunks)
        {
            ReadOnlySpan<byte> chunk = bytes;
            while (reader.TryRead(ref chunk, out var received))
                events.Add(received);
        }

        reader.End();
        Assert.True(expected.Events.SequenceEqual(events), $"{about}: events {string.Join(", ", events)}");
        Assert.True(expected.Comments.SequenceEqual(comments), $"{about}: comments {string.Join(", ", comments)}");
        Assert.True(
            (expected.LastEventId, expected.ReconnectionTime, expected.EndedInsideBlock)
                == (reader.LastEventId, reader.ReconnectionTime, reader.EndedInsideBlock),
            $"{about}: {reader.LastEventId}, {reader.ReconnectionTime}, {reader.EndedInsideBlock}");
    }

    private static void AssertBlocks(LiteralParser expected, byte[] stream, List<byte[]> chunks, string lastEventId, string about)
    {
        var reader = new EventBlockReader(null, lastEventId);
        var blocks = new List<EventBlock>();
        var arrivals = new List<ChunkArrival>();
        long offset = 0;
        foreach (byte[] bytes in chunks)
        {
            var arrived = Start.AddSeconds(arrivals.Count);
            arrivals.Add(new(offset, bytes.Length, arrived));
            offset += bytes.Length;
            ReadOnlySpan<byte> chunk = bytes;
            while (reader.TryRead(ref chunk, arrived, out var block))
                blocks.Add(block);
        }

        if (reader.End() is { } unfinished)
            blocks.Add(unfinished);
        Assert.True(expected.Events.SequenceEqual(blocks.Where(block => block.Event is not null).Select(block => block.Event!.Value)), $"{about}: events");
        Assert.True(expected.EndedInsideBlock == (blocks.LastOrDefault()?.Outcome == BlockOutcome.Unfinished), $"{about}: end");
        Assert.True(expected.LastEventId == (blocks.LastOrDefault()?.LastEventId ?? lastEventId), $"{about}: last event ID");

        // The blocks are the stream, but for an LF that came after the CR of a blank line; their lines are all of their bytes.
        long next = 0;
        foreach (var block in blocks)
        {
            if (block.Offset == next + 1 && stream[next] == '\n' && stream[next - 1] == '\r')
                next++;
            Assert.True(block.Offset == next && block.Bytes.Span.SequenceEqual(stream.AsSpan((int)next, block.Bytes.Length)), $"{about}: bytes at {next}");
            next += block.Bytes.Length;
            int line = block.HasByteOrderMark ? 3 : 0;
            foreach (var part in block.Lines())
            {
                Assert.True(part.Text.Start.Value == line && part.Text.End.Value == part.LineEnd.Start.Value, $"{about}: line at {line}");
                line = part.LineEnd.End.Value;
            }

            Assert.True(!block.Lines().SkipLast(1).Any(part => part.Effect == LineEffect.EndsBlock), $"{about}: a blank line inside the block at {block.Offset}");
            Assert.True(line == block.Bytes.Length, $"{about}: the lines end at {line}");
            var expectedChunks = arrivals.Where(chunk => chunk.Offset < next && chunk.Offset + chunk.Length > block.Offset && chunk.Length > 0);
            Assert.True(expectedChunks.SequenceEqual(block.Chunks), $"{about}: chunks of the block at {block.Offset}");
            Assert.True(block.LastArrival == block.Chunks[^1].At, $"{about}: last arrival");
        }

        Assert.True(next == stream.Length || (next == stream.Length - 1 && stream[^1] == '\n'), $"{about}: the blocks end at {next}");
    }

    private static List<byte[]> Chunks(Random random, byte[] stream)
    {
        var chunks = new List<byte[]>();
        int most = random.Next(1, 12);
        for (int at = 0; at < stream.Length;)
        {
            int length = Math.Min(random.Next(most + 1), stream.Length - at);
            chunks.Add(stream[at..(at + length)]);
            at += length;
        }

        return chunks;
    }
}
