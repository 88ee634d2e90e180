using SseDashboard.Display;

namespace SseDashboard.Feed;

/// <summary>The log's wording for what the browser does, apart from the events of the stream.</summary>
internal static class FeedItemWords
{
    /// <summary>A few words that fit in a row.</summary>
    public static string Of(FeedItem item) => item.Kind switch
    {
        FeedItemKind.Connecting => $"connecting to {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Open => "open: the response headers are here",
        FeedItemKind.Reconnecting when item.Delay is { } delay => $"reconnecting in {delay / 1000:0.0} s: {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Reconnecting => "error without data: reconnecting",
        FeedItemKind.Failed => $"failed permanently: {ForeignText.Isolated(item.Detail) ?? "no reconnect"}",
        FeedItemKind.Closed => $"closed: {Reason(item.Detail)}",
        FeedItemKind.Comment => $"comment: {ForeignText.Isolated(item.Data)}",
        FeedItemKind.Discarded => $"not dispatched: {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Ignored => $"ignored {ForeignText.Isolated(item.Type)}: {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Crowded when item.State == ReadyState.Open => $"this is the last of {item.Count} connections",
        FeedItemKind.Crowded => $"waiting: {item.Count} streams are open",
        _ => "",
    };

    /// <summary>A full explanation.</summary>
    public static string Explain(FeedItem item) => item.Kind switch
    {
        FeedItemKind.Connecting => "The page asked for the stream; the browser sends the request.",
        FeedItemKind.Open => "The browser's own open event: status 200 and text/event-stream. No event of the stream has to come first.",
        FeedItemKind.Reconnecting when item.Delay is not null => $"{ForeignText.Isolated(item.Detail)} The page sends the request again, as it was asked to.",
        FeedItemKind.Reconnecting => "The browser's own error event: it has no data and is not the document's event of type error. The browser "
            + "reconnects by itself after the reconnection time: 3 s, unless the server sent retry.",
        FeedItemKind.Failed when item.Detail is not null => ForeignText.Visible(item.Detail)!,
        FeedItemKind.Failed => "The browser's own error event with readyState CLOSED: the answer was not 200, not text/event-stream or not "
            + "allowed. The browser does not try again.",
        FeedItemKind.Closed => "The stream is closed. After close() the browser ends the request and fires no event.",
        FeedItemKind.Comment => "A comment keeps the connection alive. EventSource never shows one; this page reads the bytes itself.",
        FeedItemKind.Discarded => "This block of the stream was not dispatched as an event.",
        FeedItemKind.Ignored => "This field of the stream has no effect.",
        FeedItemKind.Crowded => "Over HTTP/1.1 a browser opens at most six connections to one origin, in all its tabs together. A request "
            + "beyond them waits until one ends. HTTP/2, which browsers use over TLS, has no such limit.",
        _ => "",
    };

    /// <summary>Why the page closed a stream.</summary>
    public static string Reason(string? reason) => reason switch
    {
        "final" => "on final, as in the document",
        "button" => "Close was pressed",
        "replaced" => "a new connection took its place",
        "gone" => "the dashboard lost its own connection",
        "left" => "the page was left",
        null => "the page closed the stream",
        _ => ForeignText.Isolated(reason)!,
    };
}
