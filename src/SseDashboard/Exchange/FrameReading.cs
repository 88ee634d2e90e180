using System.Text;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>How a client interprets a frame (HTML Living Standard, section 9.2.6).</summary>
/// <param name="Type">The event type; <c>message</c> if the frame has none.</param>
/// <param name="Id">The last event ID that the frame sets; <see langword="null"/> if it sets none.</param>
/// <param name="IdIgnored">Whether an id was ignored because it contains U+0000.</param>
/// <param name="HasData">Whether there is a <c>data</c> line. Without one, nothing is dispatched.</param>
/// <param name="Preview">The first characters of the event's data; empty if none is dispatched.</param>
/// <param name="DataLength">The length of the event's data in UTF-16 units.</param>
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

    // The frame is in memory already.
    private static readonly EventStreamReaderOptions Unbounded = new() { MaxLineBytes = int.MaxValue, MaxEventBytes = int.MaxValue };

    /// <summary>Reads the bytes of one frame.</summary>
    public static FrameReading Of(ReadOnlySpan<byte> bytes)
    {
        string type = "";
        string? id = null;
        string? retry = null;
        bool idIgnored = false;
        bool hasData = false;
        var block = BlockOf(bytes);
        foreach (var line in block.Lines())
        {
            var value = block.Bytes.Span[line.Value];
            switch (line.Effect)
            {
                case LineEffect.SetsType:
                    type = Encoding.UTF8.GetString(value);
                    break;
                case LineEffect.SetsId:
                    id = Encoding.UTF8.GetString(value);
                    break;
                case LineEffect.IgnoredIdWithNul:
                    idIgnored = true;
                    break;
                case LineEffect.SetsReconnectionTime:
                    retry = Encoding.ASCII.GetString(value);
                    break;
                case LineEffect.AppendsData:
                    hasData = true;
                    break;
            }
        }

        string data = block.Event?.Data ?? "";
        return new(
            type.Length == 0 ? "message" : type, id, idIgnored, hasData, data[..Math.Min(data.Length, PreviewLength)], data.Length, retry,
            block.Outcome == BlockOutcome.NoFields, type.Length > 0, block.Outcome != BlockOutcome.Unfinished);
    }

    /// <summary>Reads the block of lines that a frame, or the beginning of one, consists of.</summary>
    internal static EventBlock BlockOf(ReadOnlySpan<byte> bytes)
    {
        var reader = new EventBlockReader(Unbounded);
        return reader.TryRead(ref bytes, arrived: default, out var block)
            ? block
            : reader.End() ?? throw new ArgumentException("A frame has at least one byte.", nameof(bytes));
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
