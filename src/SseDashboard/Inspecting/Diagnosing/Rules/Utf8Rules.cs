using System.Buffers;
using System.Text;
using System.Text.Unicode;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary><c>invalid-utf8</c> and <c>split-utf8</c>: "Streams must be decoded using the UTF-8 decode algorithm" (section 9.2.6).</summary>
internal static class Utf8Rules
{
    public static IEnumerable<Finding> Of(Examination connection)
    {
        EventBlock? invalid = null, split = null;
        int invalidBlocks = 0, splitBlocks = 0;
        IEnumerable<EventBlock> unfinished = connection.Seen.Unfinished is { } last ? [last] : [];
        foreach (var block in connection.Seen.Blocks.Concat(unfinished))
        {
            if (FirstInvalid(block.Bytes.Span) is not null)
            {
                invalid ??= block;
                invalidBlocks++;
            }
            else if (SplitAt(block) is not null)
            {
                split ??= block;
                splitBlocks++;
            }
        }

        if (invalid is not null)
            yield return Invalid(invalid, invalidBlocks);
        if (split is not null)
            yield return Split(split, splitBlocks);
    }

    // A chunk that starts with a continuation byte, 10xxxxxx, was cut inside a character.
    private static int? SplitAt(EventBlock block)
    {
        for (int i = 1; i < block.Chunks.Count; i++)
        {
            int at = (int)(block.Chunks[i].Offset - block.Offset);
            if (at > 0 && at < block.Bytes.Length && (block.Bytes.Span[at] & 0xC0) == 0x80)
                return at;
        }

        return null;
    }

    private static Finding Invalid(EventBlock block, int blocks)
    {
        int at = FirstInvalid(block.Bytes.Span)!.Value;
        return new(
            "invalid-utf8", Severity.Error,
            "The stream is not valid UTF-8, so clients show \uFFFD in place of characters.",
            [
                $"Byte {block.Offset + at}: {Hex(block.Bytes.Span, at)}, in {Words.Quote(block.Bytes.Span[Math.Max(0, at - 40)..])}",
                $"{Quantity.Of(blocks, "block")} with invalid bytes.",
            ],
            "Encode the text in UTF-8, whatever the encoding of its source is (Latin-1 and Windows-1252 are common). Binary data must be text first, such as Base64.",
            LessonPaths.Format);
    }

    private static Finding Split(EventBlock block, int blocks)
    {
        int at = SplitAt(block)!.Value;
        return new(
            "split-utf8", Severity.Note,
            "A chunk ends inside a character, which is valid, but breaks clients that decode each chunk by itself.",
            [$"Byte {block.Offset + at} starts a chunk: {Hex(block.Bytes.Span, at)}, after {Words.Quote(block.Bytes.Span[Math.Max(0, at - 40)..at])}", $"{Quantity.Of(blocks, "block")}."],
            "In the client, decode with a TextDecoderStream, or with decode(chunk, { stream: true }). On the server, write and flush whole events.",
            LessonPaths.Post);
    }

    // A block ends in a line break, so only one that is unfinished can end inside a character.
    private static int? FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return null;
        int at = 0;
        OperationStatus status;
        while ((status = Rune.DecodeFromUtf8(bytes[at..], out _, out int length)) == OperationStatus.Done)
            at += length;
        return status == OperationStatus.NeedMoreData ? null : at;
    }

    private static string Hex(ReadOnlySpan<byte> bytes, int at) => Convert.ToHexString(bytes[at..Math.Min(bytes.Length, at + 2)]);
}
