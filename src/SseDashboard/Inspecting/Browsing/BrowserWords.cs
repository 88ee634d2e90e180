using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>How a request of the browser ended, in sentences.</summary>
internal static class BrowserWords
{
    /// <summary>The error event of an EventSource that reconnects.</summary>
    public const string Interrupted =
        "The server ended the response, or the connection broke: EventSource does not say which. It reconnects until you press Stop.";

    /// <summary>The same again, before it opened.</summary>
    public const string NoAnswer = "The browser got no response, and tries again.";

    /// <summary>A body that is no event stream is not read to its end.</summary>
    public static readonly string OtherBody = $"This is no event stream, so only the first {BrowserBounds.OtherBody:N0} bytes of it were read.";

    // In UTF-16 units. A browser's message is a sentence.
    private const int LongestMessage = 300;

    private const string Policy =
        "This page may connect to this dashboard only, since it was opened from another one. Reload it: a page opened at /inspect may connect to any server.";

    private const string Closed =
        "The browser closed the EventSource and does not say why. It does so after a status other than 200, another content type than text/event-stream, or a response that CORS does not let the page read.";

    private const string NotAgain =
        "The browser reconnected, then closed the EventSource and does not say why. It does so after a status other than 200 (204 tells it to stop), or another content type than text/event-stream.";

    private const string Hidden =
        "The browser shows no response and hides the reason: the server cannot be reached, or CORS does not let this page read the response.";

    /// <summary>The reason of an end; <see langword="null"/> if there is no more to say.</summary>
    public static string? Of(BrowserEnd end, ObservedWay way, bool hasOpened) => end.How switch
    {
        "left" => "The page was left.",
        "policy" => Policy,
        "refused" => $"The browser does not send this request{Says(end)}",
        "cut" => $"The connection broke before the end of the body{Says(end)}",
        "hidden" when way == ObservedWay.EventSource => hasOpened ? NotAgain : Closed,
        "hidden" => $"{Hidden[..^1]}{Says(end)}",
        _ => null,
    };

    private static string Says(BrowserEnd end) => end.Reason is { Length: > 0 } message
        ? $". The browser says: {(message.Length > LongestMessage ? $"{message[..LongestMessage]}…" : message).TrimEnd('.')}."
        : ".";
}
