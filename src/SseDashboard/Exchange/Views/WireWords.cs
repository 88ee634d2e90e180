using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>Explains each line on the wire in a sentence.</summary>
internal static class WireWords
{
    /// <summary>Explains a line of a frame.</summary>
    public static string Explain(LineKind kind, string value, FrameStep step) => kind switch
    {
        LineKind.Comment => "A comment: it starts with a colon, and clients ignore it. It keeps an idle connection alive.",
        LineKind.Data => "data: a line of the event's data. Several data lines are joined by a line feed.",
        LineKind.EventType when value.Length == 0 => "event: an empty type means message.",
        LineKind.EventType => $"event: the type. Only listeners for exactly {ForeignText.Isolated(value)} hear it.",
        LineKind.Id when value.Length == 0 => "id: an empty id clears the last event ID; the next request sends no Last-Event-ID.",
        LineKind.Id => "id: the last event ID from the blank line on. The browser sends it as Last-Event-ID when it reconnects.",
        LineKind.IdWithNul => "id: it contains U+0000, so the whole field is ignored.",
        LineKind.Retry => $"retry: the reconnection time is {value} ms as soon as this line is read.",
        LineKind.RetryIgnored => "retry: not only ASCII digits, so the field is ignored.",
        LineKind.Blank when step.Reading is { HasData: true } => "A blank line ends the block: the event is dispatched.",
        LineKind.Blank => "A blank line ends the block. Without data there is no event.",
        LineKind.Unfinished => "A line without its end: it is not processed before the rest comes.",
        _ => "A field that the standard does not know: ignored.",
    };

    /// <summary>Explains the status line.</summary>
    public static string ExplainStatus(int status) => status == 200
        ? "200 opens the stream; a browser's EventSource fails for good on anything else."
        : "Not 200: a browser's EventSource fails for good.";

    /// <summary>Explains a header.</summary>
    public static string Explain(WireHeader header) => header.Name.ToLowerInvariant() switch
    {
        _ when header.HiddenLength is not null => "A credential: the server keeps its value off the page.",
        "accept" => "An EventSource always asks for text/event-stream.",
        "cache-control" => "A stream must not come from a cache, nor go into one.",
        "last-event-id" => "The id of the last event that the client dispatched: the server resumes after it.",
        "content-type" => "text/event-stream, or the browser fails the connection.",
        "connection" => "HTTP/1.1 keeps the connection open. HTTP/2 forbids this header.",
        "x-accel-buffering" => "Asks a proxy such as nginx not to hold the stream back.",
        "transfer-encoding" => "The body comes in chunks, as its length is not known. The chunks are not shown here.",
        "retry-after" => "When to come back, in seconds.",
        "access-control-allow-origin" => "Which origins' pages may read the stream.",
        _ => "A header that says nothing special to a stream.",
    };
}
