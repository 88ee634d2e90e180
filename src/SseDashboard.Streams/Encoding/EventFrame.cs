namespace SseDashboard.Streams;

/// <summary>
/// An event or a comment together with its bytes on the wire. It is encoded once and may be written to any number of
/// connections (HTML Living Standard, section 9.2.5, "Parsing an event stream").
/// </summary>
public sealed class EventFrame
{
    private EventFrame(string? id, string? comment, byte[] bytes)
    {
        Id = id;
        Comment = comment;
        Bytes = bytes;
    }

    /// <summary>The id of the event; <see langword="null"/> if it has none, as a comment never has.</summary>
    public string? Id { get; }

    /// <summary>The text of the comment, or <see langword="null"/> for an event.</summary>
    public string? Comment { get; }

    /// <summary>The UTF-8 bytes, including the blank line that ends the frame.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Encodes an event, its fields in the order id, event, retry, data.</summary>
    public static EventFrame Of(ServerSentEvent @event) => new(@event.Id, null, FrameEncoder.Encode(@event));

    /// <summary>
    /// Encodes a comment, which keeps a connection alive and is never dispatched. Each line of the text becomes a comment
    /// line, so that no part of it can be taken for a field.
    /// </summary>
    public static EventFrame OfComment(string comment) => new(null, comment, FrameEncoder.EncodeComment(comment));

    /// <summary>An event that is already encoded.</summary>
    internal static EventFrame OfBytes(string id, byte[] bytes) => new(id, null, bytes);
}
