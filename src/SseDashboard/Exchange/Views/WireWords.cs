using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>Explains each row of the wire view.</summary>
internal static class WireWords
{
    /// <summary>Explains a row.</summary>
    public static Explanation Explain(WireRow row) => row switch
    {
        { Explanation: { } explanation } => explanation,
        { Step: { } step } => FrameWords.Explain(step),
        _ => new("The bytes of these lines follow, as the server read or wrote them.", "event stream"),
    };

    /// <summary>Explains a line of a frame.</summary>
    public static Explanation Explain(LineEffect effect, string value, FrameStep step) => effect switch
    {
        LineEffect.Comment => new("A line that starts with a colon is a comment. Clients ignore it, but it keeps an idle connection open.", "comment"),
        LineEffect.AppendsData => new("data: a line of the event's data. Several data lines are joined by a line feed.", "field"),
        LineEffect.SetsType when value.Length == 0 => new("event: an empty type means message.", "field"),
        LineEffect.SetsType => new($"event: the type. Only listeners for exactly {ForeignText.Isolated(value)} receive the event.", "listener"),
        LineEffect.SetsId when value.Length == 0 => new("id: an empty id clears the last event ID, so the next request sends no Last-Event-ID.", "last event ID"),
        LineEffect.SetsId => new("id: the last event ID from the blank line on. The browser sends it as Last-Event-ID when it reconnects.", "last event ID"),
        LineEffect.IgnoredIdWithNul => new("id: it contains U+0000, so the whole field is ignored.", "last event ID"),
        LineEffect.SetsReconnectionTime => new($"retry: the reconnection time is {value} ms as soon as this line is read.", "reconnection time"),
        LineEffect.IgnoredRetry => new("retry: not only ASCII digits, so the field is ignored.", "reconnection time"),
        LineEffect.EndsBlock when step.Reading is { HasData: true } => new("A blank line ends the block, and the browser dispatches the event.", "block", "dispatch"),
        LineEffect.EndsBlock => new("A blank line ends the block. Without a data line there is no event.", "block", "dispatch"),
        LineEffect.Unfinished => new("A line without its end is not processed until the rest arrives.", "CR, LF, CRLF"),
        _ => new("The standard defines no such field, so it is ignored.", "field"),
    };

    /// <summary>Explains the status line.</summary>
    public static Explanation ExplainStatus(int status) => new(
        status == 200
            ? "200 opens the stream. On any other status, EventSource fails permanently."
            : "EventSource fails permanently on any status but 200.",
        "EventSource");

    /// <summary>Explains a header.</summary>
    public static Explanation Explain(WireHeader header) => header.Name.ToLowerInvariant() switch
    {
        _ when header.HiddenLength is not null => new("A credential: the server does not send its value to the dashboard."),
        "accept" => new("EventSource always asks for text/event-stream.", "MIME type"),
        "cache-control" => new("A stream must neither come from a cache nor be stored in one."),
        "last-event-id" => new("The id of the last event that the client received. The server resumes after it.", "last event ID"),
        "content-type" => new("Without the type text/event-stream, the browser fails the connection.", "MIME type"),
        "connection" => new("HTTP/1.1 keeps the connection open. HTTP/2 forbids this header."),
        "x-accel-buffering" => new("Asks a proxy such as nginx to pass the stream on without buffering."),
        "transfer-encoding" => new("The body comes in chunks, as its length is not known. The chunk sizes are not shown here."),
        "retry-after" => new("How long to wait before the next request, in seconds."),
        "access-control-allow-origin" => new("The origins whose pages may read the stream."),
        _ => new("This header has no special meaning for an event stream."),
    };
}
