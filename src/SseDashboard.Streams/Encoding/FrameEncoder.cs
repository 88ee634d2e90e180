using System.Buffers;
using System.Globalization;

namespace SseDashboard.Streams;

/// <summary>Writes events and comments as the lines of an event stream (HTML Living Standard, section 9.2.5).</summary>
internal static class FrameEncoder
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    /// <summary>Encodes an event: id, event, retry, data, blank line.</summary>
    /// <param name="event">The event; its own id is not written.</param>
    /// <param name="id">The id to write, already free of CR, LF and NUL.</param>
    /// <param name="hasId">Whether there is an id at all: none and an empty one differ on the wire.</param>
    public static byte[] Encode(ServerSentEvent @event, ReadOnlySpan<char> id, bool hasId)
    {
        var lines = new Utf8Lines(stackalloc byte[512]);
        try
        {
            if (hasId)
                lines.Line("id: "u8, id);
            if (@event.Type is { } type)
                lines.Line("event: "u8, type);
            if (@event.Retry is { } retry)
            {
                Span<char> digits = stackalloc char[20];
                ((long)retry.TotalMilliseconds).TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
                lines.Line("retry: "u8, digits[..length]);
            }

            if (@event.Data is { } data)
                Lines(ref lines, "data: "u8, data);
            return lines.End();
        }
        finally
        {
            lines.Dispose();
        }
    }

    /// <summary>Encodes a comment: each line of the text becomes a comment line, then the blank line.</summary>
    public static byte[] EncodeComment(string comment)
    {
        var lines = new Utf8Lines(stackalloc byte[512]);
        try
        {
            Lines(ref lines, ": "u8, comment);
            return lines.End();
        }
        finally
        {
            lines.Dispose();
        }
    }

    // CR, LF and CRLF all end a line for a client, so each must begin a new field here: what follows a bare CR would
    // otherwise be read as a field of its own.
    private static void Lines(ref Utf8Lines lines, ReadOnlySpan<byte> prefix, ReadOnlySpan<char> text)
    {
        while (true)
        {
            int end = text.IndexOfAny(LineEnds);
            lines.Line(prefix, end < 0 ? text : text[..end]);
            if (end < 0)
                return;
            int width = text[end] == '\r' && text[(end + 1)..].StartsWith('\n') ? 2 : 1;
            text = text[(end + width)..];
        }
    }
}
