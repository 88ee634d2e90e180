namespace SseDashboard.Feed;

/// <summary>What the browser is to connect to, and how.</summary>
/// <param name="Url">The URL of the stream, resolved against the page's.</param>
/// <param name="Types">
/// The event types to listen for, besides <c>message</c>. A feed over fetch has no listeners and gets every type.
/// </param>
/// <param name="CloseOn">The event type on which the page closes the stream; <see langword="null"/> for none.</param>
public sealed record FeedRequest(string Url, IReadOnlyList<string> Types, string? CloseOn)
{
    /// <summary>The method. GET goes through the browser's EventSource, every other one through fetch.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The request's headers; EventSource sends none of them.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of the request, if it has one.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// Whether a feed over fetch sends the request again when its stream ends. EventSource always does, for a GET may be repeated.
    /// </summary>
    public bool Reconnect { get; init; }

    /// <summary>The watcher's token, by which the server reports this stream to its page; <see langword="null"/> for none.</summary>
    public string? Watch { get; init; }
}
