using System.Text;
using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>How a client interprets a frame (HTML Living Standard, section 9.2.6).</summary>
/// <param name="Type">The event type; <c>message</c> if the frame has none.</param>
/// <param name="Id">The last event ID that the frame sets; <see langword="null"/> if it sets none.</param>
/// <param name="IdIgnored">Whether an id was ignored because it contains U+0000.</param>
/// <param name="HasData">Whether there is a <c>data</c> line. Without one, nothing is dispatched.</param>
/// <param name="Preview">The first characters of the data.</param>
/// <param name="DataLength">The length of the data in UTF-16 units.</param>
/// <param name="Retry">The reconnection time that the frame sets, in milliseconds, as written.</param>
/// <param name="IsComment">Whether the frame contains only comments.</param>
/// <param name="HasType">Whether there is an <c>event</c> line with a type.</param>
/// <param name="IsComplete">
/// Whether the frame ends in a blank line. Without one, a client discards it at the end of the stream.
/// </param>
public sealed record FrameReading(
    string Type,
    string? Id,
    bool IdIgnored,
    bool HasData,
    string Preview,
    int DataLength,
    string? Retry,
    bool IsComment,
    bool HasType,
    bool IsComplete)
{
    // More than the browser sends of a large text (browser-feed.js), which is all that can be compared.
    private const int PreviewLength = 1024;

    /// <summary>Reads the bytes of one frame: one block of lines.</summary>
    public static FrameReading Of(ReadOnlySpan<byte> bytes)
    {
        string type = "";
        string? id = null;
        string? retry = null;
        bool idIgnored = false;
        bool onlyComments = true;
        bool complete = false;
        int dataLines = 0;
        var data = new StringBuilder();
        int length = 0;
        foreach (var line in FrameLine.Split(bytes))
        {
            var value = FrameLine.ValueOf(bytes.Slice(line.Start, line.Length));
            onlyComments &= line.Kind is LineKind.Comment or LineKind.Blank;
            switch (line.Kind)
            {
                case LineKind.Blank:
                    complete = true;
                    break;
                case LineKind.EventType:
                    type = Encoding.UTF8.GetString(value);
                    break;
                case LineKind.Id:
                    id = Encoding.UTF8.GetString(value);
                    break;
                case LineKind.IdWithNul:
                    idIgnored = true;
                    break;
                case LineKind.Retry:
                    retry = Encoding.ASCII.GetString(value);
                    break;
                case LineKind.Data:
                    string text = Encoding.UTF8.GetString(value);
                    bool first = dataLines++ == 0;
                    length += text.Length + (first ? 0 : 1);
                    if (data.Length < PreviewLength)
                        data.Append(first ? "" : "\n").Append(text.AsSpan(0, Math.Min(text.Length, PreviewLength)));
                    break;
            }
        }

        if (data.Length > PreviewLength)
            data.Length = PreviewLength;
        return new(
            type.Length == 0 ? "message" : type, id, idIgnored, dataLines > 0, data.ToString(), length, retry, onlyComments, type.Length > 0,
            complete);
    }

    /// <summary>Whether an event that a browser dispatched may have come from this frame.</summary>
    /// <param name="item">The event; a long id, type or data may be truncated.</param>
    /// <param name="lastEventId">The last event ID after this frame; <see langword="null"/> if not known.</param>
    public bool Fits(FeedItem item, string? lastEventId)
    {
        string data = item.Data ?? "";
        int common = Math.Min(Preview.Length, data.Length);
        return DataLength == item.Length
            && IsName(Type, item.Type ?? "")
            && (lastEventId is null || IsName(lastEventId, item.Id ?? ""))
            && Preview.AsSpan(0, common).SequenceEqual(data.AsSpan(0, common));
    }

    private static bool IsName(string name, string seen) => name == seen || IsShortened(name, seen);

    // The browser sends a long name truncated, with an ellipsis. Where it cuts depends on the length of the JSON.
    private static bool IsShortened(string name, string seen) =>
        seen.EndsWith('…') && seen.Length <= name.Length && name.AsSpan().StartsWith(seen.AsSpan(0, seen.Length - 1));
}
