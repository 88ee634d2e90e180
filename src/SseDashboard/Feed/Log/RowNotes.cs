namespace SseDashboard.Feed.Log;

/// <summary>Something about a row that surprises those who see it for the first time.</summary>
/// <param name="Text">What happened, in a sentence or two.</param>
/// <param name="Term">The glossary's term for it, if there is one.</param>
/// <param name="Lesson">The name of the lesson that shows it, if there is one.</param>
public sealed record RowNote(string Text, string? Term = null, string? Lesson = null);

/// <summary>Explains the rows of the log.</summary>
public static class RowNotes
{
    private const string Ids = "get";
    private const string Format = "lines";
    private const string Post = "post";
    private const string Closing = "closing";
    private const string Reconnecting = "reconnect";
    private const string KeepAlive = "keep-alive";
    private const string Connections = "connections";
    private const string Error = "error";

    /// <summary>The notes on a row; none if there is nothing unusual about it.</summary>
    /// <param name="item">The row.</param>
    /// <param name="isInherited">
    /// Whether the server sent no id with the event, so that its <c>lastEventId</c> is an earlier one; <see langword="false"/> also
    /// if that is not known.
    /// </param>
    public static IReadOnlyList<RowNote> Of(FeedItem item, bool isInherited) => item.Kind switch
    {
        FeedItemKind.Event => [.. OfEvent(item, isInherited)],
        FeedItemKind.Connecting => [new(
            "The browser sends the request. Over HTTP/1.1 it opens at most six connections to a host, all tabs together: while six streams "
            + "are open, the next one waits here without an error until one of them ends.", "connection limit", Connections)],
        FeedItemKind.Crowded => [new(
            "Over HTTP/1.1 a browser opens at most six connections to a host, all tabs together. A request beyond them waits until one "
            + "ends: close a tab, or use HTTP/2, which browsers speak over TLS.", "connection limit", Connections)],
        FeedItemKind.Open => [new(
            "The response headers have arrived: status 200 and text/event-stream. From now on, events that have a listener are dispatched; "
            + "those of other types arrive too, and are dropped without a trace.", "listener", Ids)],
        FeedItemKind.Reconnecting when item.Delay is not null => [new(
            "EventSource gives up after such an answer. The page opens a new one after the delay.", "reconnection time", Reconnecting)],
        FeedItemKind.Reconnecting => [new(
            "The response ended, and the browser reports that with an error event of its own, which has no data. It is not an event that "
            + "the server sent and named error. The browser reconnects by itself and sends the last event ID, so that the server can "
            + "continue where the stream broke off.", "reconnection time", Reconnecting)],
        FeedItemKind.Failed => [new(
            "The browser's own error event, with readyState CLOSED. The answer was not status 200 with the type text/event-stream, or not "
            + "allowed. EventSource does not try again.", "MIME type", Reconnecting)],
        FeedItemKind.Closed when item.ByServer => [new(
            "The server ended the response. This page read it with fetch, which does not reconnect.", "readyState", Post)],
        FeedItemKind.Closed => [new(
            "The page called close(). The browser ends the request, fires no event, and does not reconnect.", "readyState", Closing)],
        FeedItemKind.Comment => [new(
            "Comments keep an idle connection open. EventSource never shows them; here, the page reads the bytes itself.", "comment", KeepAlive)],
        FeedItemKind.Discarded => [new("This block of the stream did not become an event.", "dispatch", Format)],
        FeedItemKind.Ignored => [new("This line of the stream has no effect.", "field", Format)],
        _ => [],
    };

    private static IEnumerable<RowNote> OfEvent(FeedItem item, bool isInherited)
    {
        if (isInherited)
        {
            yield return new(
                "The server sent no id with this event. Its lastEventId is the last one sent before it in this stream: the browser keeps "
                + "that until another id arrives.", "last event ID", Ids);
        }

        if (item.Type == "message")
        {
            yield return new("The type is message because the server sent that, or none: message is the default. onmessage receives this type only.", "listener", Ids);
        }

        if (item.Type == "error")
        {
            yield return new(
                "The server sent this event and named it error. The browser's own error event, on a connection that breaks, goes to the same "
                + "listener: only the server's has data.", "listener", Error);
        }

        if (item.Length == 0)
            yield return new("The data is empty: the block has a data line without a value. A block with no data line is not dispatched at all.", "dispatch", Format);
        else if (!item.Cut && item.Data?.Count(character => character == '\n') is > 0 and var breaks)
            yield return new($"The data has {breaks + 1:N0} lines: the server sent one data line for each, and the browser joined them.", "field", Format);
    }
}
