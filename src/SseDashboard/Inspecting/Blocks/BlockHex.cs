using System.Globalization;
using System.Text;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>The bytes of a block in hex, with the boundaries of its chunks.</summary>
internal static class BlockHex
{
    /// <summary>The most bytes shown: a screen or two. A browser takes seconds to lay out a megabyte.</summary>
    public const int MostBytes = 4_096;

    /// <summary>The bytes, 16 in a line. A line ends at the end of a chunk, and a heading begins each chunk.</summary>
    /// <param name="block">The block.</param>
    /// <param name="startedAt">When the request was made; times are given from there.</param>
    public static string Of(EventBlock block, DateTimeOffset startedAt)
    {
        var text = new StringBuilder();
        var bytes = block.Bytes.Span[..Math.Min(block.Bytes.Length, MostBytes)];
        int next = 0;
        for (int at = 0; at < bytes.Length;)
        {
            while (next < block.Chunks.Count && block.Chunks[next].Offset - block.Offset <= at)
            {
                var chunk = block.Chunks[next++];
                text.Append(CultureInfo.InvariantCulture,
                    $"— chunk of {chunk.Length:N0} bytes at byte {chunk.Offset:N0}, {BlockWords.Time(chunk.At - startedAt)} —\n");
            }

            int end = Math.Min(at + RawBytes.PerRow, bytes.Length);
            if (next < block.Chunks.Count)
                end = (int)Math.Min(end, block.Chunks[next].Offset - block.Offset);
            text.Append(RawBytes.HexRow(at, bytes[at..end])).Append('\n');
            at = end;
        }

        if (bytes.Length < block.Bytes.Length)
            text.Append(CultureInfo.InvariantCulture, $"… {block.Bytes.Length - bytes.Length:N0} more bytes\n");
        return text.ToString();
    }
}
