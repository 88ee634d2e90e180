using System.Text;
using SseDashboard.Inspecting;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class BlockWireTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Block_OfOneChunk_HasEachLineWithItsEffectAndBytes()
    {
        var parts = Parts("event: tick\ndata: a\n\n");

        Assert.Equal(
            [BlockPartKind.Chunk, BlockPartKind.Line, BlockPartKind.Bytes, BlockPartKind.Line, BlockPartKind.Bytes, BlockPartKind.Line, BlockPartKind.Bytes],
            parts.Select(part => part.Kind));
        Assert.Equal("+0.000 s · chunk of 21 bytes, from byte 0 of the stream", parts[0].Text);
        Assert.Equal(("event: tick␊", "Sets the type buffer."), (parts[1].Text, parts[1].Note));
        Assert.Equal("0000  65 76 65 6e 74 3a 20 74  69 63 6b 0a              event: tick.", parts[2].Text);
        Assert.StartsWith("000c  64 61 74 61 3a 20 61 0a", parts[4].Text, StringComparison.Ordinal);
    }

    // Wherever a chunk ends, its boundary stands between the bytes of the two chunks, and no byte is shown twice or left out.
    [Fact]
    public void Chunks_SplitAnywhere_AreVisibleBetweenTheirBytes()
    {
        const string text = "\uFEFFid: 1\r\ndata: abcdefghijklmnopqrst\r\n\r\n";
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int at = 1; at < bytes.Length - 1; at++)
        {
            var parts = Parts(bytes[..at], bytes[at..]);
            int second = parts.Index().Last(part => part.Item.Kind == BlockPartKind.Chunk).Index;
            Assert.Equal(at, Bytes(parts.Take(second)).Length);
            Assert.Equal(bytes, Bytes(parts));
            Assert.StartsWith("+1.000 s", parts[second].Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Block_ThatIsLarge_SaysHowMuchIsNotShown()
    {
        var parts = Parts($"data: {new string('x', 1_000_000)}\n\n");

        Assert.Equal(BlockWire.MostBytes, Bytes(parts).Length);
        Assert.Equal((BlockPartKind.LeftOut, "995,912 more bytes not shown."), (parts[^1].Kind, parts[^1].Text));
        Assert.True(parts[1].Text.Length < 600);
    }

    [Fact]
    public void Block_OfManyLines_SaysHowMuchIsNotShown()
    {
        var parts = Parts(string.Concat(Enumerable.Repeat("data\n", 500)) + "\n");

        Assert.Equal(BlockWire.MostLines, parts.Count(part => part.Kind == BlockPartKind.Line));
        Assert.Equal("1,501 more bytes not shown.", parts[^1].Text);
    }

    private static IReadOnlyList<BlockPart> Parts(string text) => Parts(Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<BlockPart> Parts(params byte[][] chunks)
    {
        var reader = new EventBlockReader(new EventStreamReaderOptions(), "");
        EventBlock? read = null;
        for (int i = 0; i < chunks.Length; i++)
        {
            ReadOnlySpan<byte> bytes = chunks[i];
            while (reader.TryRead(ref bytes, Start.AddSeconds(i), out var block))
                read = block;
        }

        return BlockWire.Of(read!, Start);
    }

    private static byte[] Bytes(IEnumerable<BlockPart> parts) => [.. parts.Where(part => part.Kind == BlockPartKind.Bytes)
        .SelectMany(part => Convert.FromHexString(part.Text[6..54].Replace(" ", "", StringComparison.Ordinal)))];
}
