namespace SseDashboard.Streams;

/// <summary>
/// An event or a comment together with its bytes on the wire. It is encoded once and may be written to any number of
/// connections (HTML Living Standard, section 9.2.5, "Parsing an event stream").
/// </summary>
public sealed class EventFrame
{
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
    public static EventFrame Of(ServerSentEvent @event) => new(@event, null, FrameEncoder.Encode(@event));

    /// <summary>
    /// Encodes a comment, which keeps a connection alive and is never dispatched. Each line of the text becomes a comment
    /// line, so that no part of it can be taken for a field.
    /// </summary>
    public static EventFrame OfComment(string comment) => new(null, comment, FrameEncoder.EncodeComment(comment));
}
