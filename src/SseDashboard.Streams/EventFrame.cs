using System.Buffers;
using System.Globalization;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>
/// An event or a comment together with its bytes on the wire. It is encoded once and may be written to any number of
/// connections (HTML Living Standard, section 9.2.5, "Parsing an event stream").
/// </summary>
public sealed class EventFrame
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    private EventFrame(ServerSentEvent? @event, string? comment, byte[] bytes)
    {
        Event = @event;
        Comment = comment;
        Bytes = bytes;
    }

    /// <summary>The event, or <see langword="null"/> for a comment.</summary>
    public ServerSentEvent? Event { get; }

    /// <summary>The text of the comment, or <see langword="null"/> for an event.</summary>
    public string? Comment { get; }

    /// <summary>The UTF-8 bytes, including the blank line that ends the frame.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Encodes an event, its fields in the order id, event, retry, data.</summary>
    public static EventFrame Of(ServerSentEvent @event)
    {
        var text = new StringBuilder();
        Field(text, "id", @event.Id);
        Field(text, "event", @event.Type);
        Field(text, "retry", @event.Retry is { } retry
            ? ((long)retry.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)
            : null);
        Lines(text, "data: ", @event.Data);
        return new(@event, null, Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
    }

    /// <summary>
    /// Encodes a comment, which keeps a connection alive and is never dispatched. Each line of the text becomes a comment
    /// line, so that no part of it can be taken for a field.
    /// </summary>
    public static EventFrame OfComment(string comment)
    {
        var text = new StringBuilder();
        Lines(text, ": ", comment);
        return new(null, comment, Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
    }

    private static void Field(StringBuilder text, string name, string? value)
    {
        if (value is not null)
            text.Append(name).Append(": ").Append(value).Append('\n');
    }

    private static void Lines(StringBuilder text, string prefix, string? value)
    {
        if (value is null)
            return;

        ReadOnlySpan<char> rest = value;
        while (true)
        {
            int end = rest.IndexOfAny(LineEnds);
            text.Append(prefix).Append(end < 0 ? rest : rest[..end]).Append('\n');
            if (end < 0)
                return;
            int width = rest[end] == '\r' && rest[(end + 1)..].StartsWith('\n') ? 2 : 1;
            rest = rest[(end + width)..];
        }
    }
}
