using System.Text;
using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>What a client makes of one frame by the rules of the standard (HTML Living Standard, section 9.2.6).</summary>
/// <param name="Type">The type of the event; <c>message</c> if the frame names none.</param>
/// <param name="Id">The id that counts from this frame on; none if the frame has no id that counts.</param>
/// <param name="IdIgnored">Whether an id was ignored because it contains U+0000.</param>
/// <param name="HasData">Whether there is a <c>data</c> line. Without one, nothing is dispatched.</param>
/// <param name="Preview">The first characters of the data.</param>
/// <param name="DataLength">The length of the data in UTF-16 units.</param>
/// <param name="Retry">The reconnection time that it sets, in milliseconds as written.</param>
/// <param name="IsComment">Whether there is nothing but comments.</param>
/// <param name="IsComplete">Whether its blank line is there. Without it, the end of the stream discards it.</param>
public sealed record FrameReading(
    string Type,
    string? Id,
    bool IdIgnored,
    bool HasData,
    string Preview,
    int DataLength,
    string? Retry,
    bool IsComment,
    bool IsComplete)
{
    // As much of a large text as crosses from the browser: no more of it can be compared.
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
            type.Length == 0 ? "message" : type, id, idIgnored, dataLines > 0, data.ToString(), length, retry, onlyComments, complete);
    }

    /// <summary>Whether an event that a browser dispatched can be this frame.</summary>
    /// <param name="item">The event; a long id, type or data is there in part.</param>
    /// <param name="lastEventId">The last event ID after this frame; none if it is not known.</param>
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

    // A long name crosses from the browser as its beginning and an ellipsis. Only the browser knows where it cuts: it counts JSON.
    private static bool IsShortened(string name, string seen) =>
        seen.EndsWith('…') && seen.Length <= name.Length && name.AsSpan().StartsWith(seen.AsSpan(0, seen.Length - 1));
}
