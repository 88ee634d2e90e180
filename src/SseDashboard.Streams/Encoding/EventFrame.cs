using System.Globalization;

namespace SseDashboard.Streams;

/// <summary>
/// An event or a comment together with its bytes on the wire. It is encoded once and may be written to any number of
/// connections (HTML Living Standard, section 9.2.5, "Parsing an event stream").
/// </summary>
public sealed class EventFrame
{
    private readonly string? _epoch;
    private ServerSentEvent? _event;

    private EventFrame(ServerSentEvent? @event, string? comment, byte[] bytes, string? epoch = null, long sequence = 0)
    {
        _event = @event;
        _epoch = epoch;
        Sequence = sequence;
        Comment = comment;
        Bytes = bytes;
    }

    /// <summary>The event, or <see langword="null"/> for a comment.</summary>
    // A broadcast encodes millions of events whose id nobody asks for as text, so that one is put in when it is.
    public ServerSentEvent? Event => _epoch is null || _event!.Id is not null ? _event : _event = _event with { Id = EventId };

    /// <summary>The text of the comment, or <see langword="null"/> for an event.</summary>
    public string? Comment { get; }

    /// <summary>The UTF-8 bytes, including the blank line that ends the frame.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The id on the wire, or <see langword="null"/> if the frame has no id field.</summary>
    internal string? EventId =>
        _epoch is null ? _event?.Id : string.Create(CultureInfo.InvariantCulture, $"{_epoch}-{Sequence}");

    /// <summary>The place in a broadcast's history, counted from 1; 0 for any other frame.</summary>
    internal long Sequence { get; }

    /// <summary>Encodes an event, its fields in the order id, event, retry, data.</summary>
    public static EventFrame Of(ServerSentEvent @event) =>
        new(@event, null, FrameEncoder.Encode(@event, @event.Id, @event.Id is not null));

    /// <summary>
    /// Encodes a comment, which keeps a connection alive and is never dispatched. Each line of the text becomes a comment
    /// line, so that no part of it can be taken for a field.
    /// </summary>
    public static EventFrame OfComment(string comment) => new(null, comment, FrameEncoder.EncodeComment(comment));

    /// <summary>Encodes an event of a broadcast, with the id <c>epoch-sequence</c>.</summary>
    internal static EventFrame OfSequence(ServerSentEvent @event, string epoch, long sequence)
    {
        // A hyphen and the digits of the largest long.
        Span<char> id = stackalloc char[epoch.Length + 20];
        epoch.CopyTo(id);
        id[epoch.Length] = '-';
        sequence.TryFormat(id[(epoch.Length + 1)..], out int digits, default, CultureInfo.InvariantCulture);
        byte[] bytes = FrameEncoder.Encode(@event, id[..(epoch.Length + 1 + digits)], hasId: true);
        return new(@event, null, bytes, epoch, sequence);
    }
}
