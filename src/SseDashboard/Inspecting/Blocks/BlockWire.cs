using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>
/// A block as it came over the wire: each line with what it does, its bytes in hex, and where one chunk ends and the next begins.
/// </summary>
internal static class BlockWire
{
    /// <summary>The most bytes shown: some screens full. A browser takes seconds to lay out a megabyte.</summary>
    public const int MostBytes = 4_096;

    /// <summary>The most lines shown.</summary>
    public const int MostLines = 200;

    // Of one line's text, in bytes; all of it is in the hex rows.
    private const int MostOfLine = 500;

    /// <summary>The rows, in the order of the bytes. A hex row ends at the end of a line and of a chunk.</summary>
    /// <param name="block">The block.</param>
    /// <param name="startedAt">When the request was made; times are given from there.</param>
    /// <param name="isLine">Whether the block is a line of newline-delimited JSON.</param>
    public static IReadOnlyList<BlockPart> Of(EventBlock block, DateTimeOffset startedAt, bool isLine = false)
    {
        var rows = new List<BlockPart>();
        int nextChunk = 0, shown = 0, lines = 0;
        string type = "";
        if (isLine)
        {
            AddChunks(0);
            rows.Add(new(BlockPartKind.Line, Beginning(block.Bytes.Span), "A line of newline-delimited JSON: it has no fields."));
            AddBytes(0, block.Bytes.Length);
        }

        AddBytes(0, block.HasByteOrderMark ? 3 : 0);
        foreach (var line in isLine ? [] : block.Lines())
        {
            if (lines++ == MostLines || shown == MostBytes)
                break;
            int start = line.Name.Start.Value, end = line.LineEnd.End.Value;
            // A chunk that begins with the line is announced before it.
            AddChunks(start);
            var bytes = block.Bytes.Span;
            string field = Utf8(bytes[line.Name]), value = Utf8(bytes[line.Value]);
            rows.Add(new(BlockPartKind.Line, Beginning(bytes[start..end]), LineWords.Explain(line.Effect, block.Outcome, field, value, type)));
            type = line.Effect == LineEffect.SetsType ? value : type;
            AddBytes(start, end);
        }

        if (shown < block.Bytes.Length)
            rows.Add(new(BlockPartKind.LeftOut, $"{Quantity.Of(block.Bytes.Length - shown, "more byte")} not shown."));
        if (block.UnlistedChunks > 0)
            rows.Add(new(BlockPartKind.LeftOut, $"{Quantity.Of(block.UnlistedChunks, "more chunk")} not listed (Observing:MaxChunksPerBlock)."));
        return rows;

        void AddChunks(int at)
        {
            for (; nextChunk < block.Chunks.Count && block.Chunks[nextChunk].Offset - block.Offset <= at; nextChunk++)
            {
                var chunk = block.Chunks[nextChunk];
                rows.Add(new(BlockPartKind.Chunk, $"{BlockWords.Time(chunk.At - startedAt)} · chunk of {Quantity.Of(chunk.Length, "byte")}, from byte {chunk.Offset:N0} of the stream"));
            }
        }

        void AddBytes(int start, int end)
        {
            end = Math.Min(end, MostBytes);
            for (int at = start; at < end;)
            {
                AddChunks(at);
                int to = Math.Min(at + RawBytes.PerRow, end);
                if (nextChunk < block.Chunks.Count)
                    to = (int)Math.Min(to, block.Chunks[nextChunk].Offset - block.Offset);
                rows.Add(new(BlockPartKind.Bytes, RawBytes.HexRow(at, block.Bytes.Span[at..to])));
                at = to;
            }

            shown = Math.Max(shown, end);
        }
    }

    private static string Beginning(ReadOnlySpan<byte> line)
    {
        int end = Math.Min(line.Length, MostOfLine);
        // Not in the middle of a character.
        while (end < line.Length && end > 0 && (line[end] & 0xc0) == 0x80)
            end--;
        string text = RawBytes.Pictures(Utf8(line[..end]));
        return end < line.Length ? $"{text}…" : text;
    }

    private static string Utf8(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
