namespace SseDashboard.Streams;

/// <summary>
/// An event or a comment together with its bytes on the wire. It is encoded once and may be written to any number of
/// connections (HTML Living Standard, section 9.2.5, "Parsing an event stream").
/// </summary>
public sealed class EventFrame
{
    private EventFrame(string? id, string? comment, ReadOnlyMemory<byte> bytes, int events)
    {
        Id = id;
        Comment = comment;
        Bytes = bytes;
        Events = events;
    }

    /// <summary>The id of the event; <see langword="null"/> if it has none, as a comment never has.</summary>
    public string? Id { get; }

    /// <summary>The text of the comment, or <see langword="null"/> for an event.</summary>
    public string? Comment { get; }

    /// <summary>The UTF-8 bytes, including the blank line that ends the frame.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>How many events its bytes complete: none for a comment, and any number for <see cref="OfBytes"/>.</summary>
    internal int Events { get; }

    /// <summary>Encodes an event, its fields in the order id, event, retry, data.</summary>
    public static EventFrame Of(ServerSentEvent @event) => new(@event.Id, null, FrameEncoder.Encode(@event), 1);

    /// <summary>
    /// Encodes a comment, which keeps a connection alive and is never dispatched. Each line of the text becomes a comment
    /// line, so that no part of it can be taken for a field.
    /// </summary>
    public static EventFrame OfComment(string comment) => new(null, comment, FrameEncoder.EncodeComment(comment), 0);

    /// <summary>
    /// Bytes that are written as they are, such as a chunk of a recorded stream: any part of a stream, valid or not. Combine it
    /// with <see cref="StreamSettings.IsVerbatim"/>, as a heartbeat could otherwise come between two parts of an event.
    /// </summary>
    /// <param name="bytes">The bytes, which must not change afterwards.</param>
    /// <param name="events">How many events they complete, for the accounting.</param>
    /// <param name="lastEventId">The last event ID after them; <see langword="null"/> if there is none.</param>
    public static EventFrame OfBytes(ReadOnlyMemory<byte> bytes, int events, string? lastEventId = null) =>
        new(lastEventId, null, bytes, events);
}
