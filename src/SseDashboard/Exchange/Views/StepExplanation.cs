using SseDashboard.Display;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>Explains the rows of the diagram.</summary>
internal static class StepExplanation
{
    /// <summary>What a row means.</summary>
    public static Explanation Of(DiagramRow row) => row.Kind switch
    {
        DiagramRowKind.Connection => OfConnection(row.Connection),
        DiagramRowKind.Request => OfRequest(row.Connection),
        DiagramRowKind.Response => OfResponse(row.Connection),
        DiagramRowKind.Burst => new(
            $"{row.Burst.Count:N0} frames in quick succession. {(row.IsOpen ? "Press Enter or click to draw them as one row." : "Press Enter or click to draw each.")}",
            "dispatch"),
        DiagramRowKind.Flood => new("These frames came too fast to match each with its event, so both were only counted.", "dispatch"),
        DiagramRowKind.Pause => new("Nothing was sent for this long. The connection stayed open.", "event stream"),
        DiagramRowKind.ServerEnd => OfServerEnd(row.Connection.Wire!.End!),
        DiagramRowKind.BrowserEnd => OfBrowserEnd(row.Connection.Browser!.End!),
        _ => FrameWords.Explain(row.Step!),
    };

    private static Explanation OfConnection(ExchangeConnection connection) => connection switch
    {
        { Wire: null or { Request: null } } => new("Each request begins a new connection. The server has no record of this one.", "EventSource"),
        { LastEventId: { Length: > 0 } id } => new($"The client asks the server to continue after the event with the id {ForeignText.Isolated(id)}.", "last event ID"),
        { Before: null } => new("The first connection sends no Last-Event-ID: there is no event yet from which to resume.", "last event ID"),
        _ => new("No event has set an id, so there is nothing from which to resume.", "last event ID"),
    };

    private static Explanation OfRequest(ExchangeConnection connection) => (connection.Wire, ExchangeWords.StatusOf(connection)) switch
    {
        (not null, _) => new("The browser asks for the stream with an ordinary HTTP request.", "EventSource"),
        (_, not null) => new("The server answered this request. It keeps no record of a request that it refuses as invalid.", "EventSource"),
        _ when connection.Browser?.End is null => new("The server's record of this request has not arrived yet.", "EventSource"),
        _ => new("The server has no record of this request: it could not be reached, or the request was abandoned.", "EventSource"),
    };

    private static Explanation OfResponse(ExchangeConnection connection)
    {
        string? detail = ForeignText.Isolated(connection.Browser?.End?.Detail);
        return connection switch
        {
            { Wire.Refusal: not null } or { Wire: null, Browser.RefusedWith: not null } => new(
                $"{detail} EventSource gives up on any answer but 200 with text/event-stream, and does not say why; the page asked the server for the reason.".TrimStart(),
                "EventSource", "MIME type"),
            _ => new(
                "The server sends the status and the headers at once, before any event. When they arrive, the browser fires its own open event: readyState is OPEN.",
                "readyState", "event stream"),
        };
    }

    private static Explanation OfServerEnd(WireEnd end) => end.Reason == StreamEnd.ClientLeft
        ? new("The server notices that the client has closed the connection, and stops writing.", "event stream")
        : new("The server ended the response. To EventSource that is a lost connection: it fires error and reconnects, unless the page calls close().", "EventSource", "reconnection time");

    private static Explanation OfBrowserEnd(FeedItem end) => end switch
    {
        { Kind: FeedItemKind.Closed, ByServer: true } => new("The response has ended, and the page does not send the request again.", "readyState"),
        { Kind: FeedItemKind.Closed } => new("The page called close(). The browser ends the request, fires no event, and does not reconnect.", "readyState"),
        { Kind: FeedItemKind.Reconnecting, State: ReadyState.Closed } => new(
            "The browser fired its own error event with readyState CLOSED: EventSource does not retry a refusal. The server said when to come back, so the page opens another EventSource.",
            "readyState", "EventSource"),
        { Kind: FeedItemKind.Reconnecting, NextTry: not null } => new("The page reads this stream with fetch, and sends the request again itself.", "reconnection time"),
        { Kind: FeedItemKind.Reconnecting } => new(
            "The browser fired its own error event, which has no data; it is not an event of the stream, even if that has events named error. readyState is CONNECTING: the browser reconnects by itself after the reconnection time.",
            "readyState", "reconnection time"),
        _ => new($"{ForeignText.Isolated(end.Detail)} The browser fired its own error event with readyState CLOSED, and does not try again.".TrimStart(), "readyState"),
    };
}
