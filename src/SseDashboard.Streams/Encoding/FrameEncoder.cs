using System.Buffers;

namespace SseDashboard.Streams;

/// <summary>Writes events and comments as the lines of an event stream (HTML Living Standard, section 9.2.5).</summary>
internal static class FrameEncoder
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    /// <summary>Encodes an event: id, event, retry, data, blank line.</summary>
    public static byte[] Encode(ServerSentEvent @event)
    {
        var lines = new Utf8Lines(stackalloc byte[512]);
        try
        {
            if (@event.Id is { } id)
                lines.Line("id: "u8, id);
            Fields(ref lines, @event);
            return lines.End().ToArray();
        }
        finally
        {
            lines.Dispose();
        }
    }

    // excerpt: encode-frame
    /// <summary>Writes all fields but the id.</summary>
    public static void Fields(ref Utf8Lines lines, ServerSentEvent @event)
    {
        if (@event.Type is { } type)
            lines.Line("event: "u8, type);
        if (@event.Retry is { } retry)
            lines.Line("retry: "u8, (long)retry.TotalMilliseconds);
        if (@event.Data is { } data)
            Lines(ref lines, "data: "u8, data);
    }
    // end excerpt

    /// <summary>Encodes a comment: each line of the text becomes a comment line, then the blank line.</summary>
    public static byte[] EncodeComment(string comment)
    {
        var lines = new Utf8Lines(stackalloc byte[512]);
        try
        {
            Lines(ref lines, ": "u8, comment);
            return lines.End().ToArray();
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
