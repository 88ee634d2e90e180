namespace SseDashboard.Feed;

/// <summary>A request for the browser to open a stream.</summary>
/// <param name="Url">The URL of the stream, resolved against the page's.</param>
/// <param name="Types">
/// The event types to listen for, besides <c>message</c>. A feed over fetch has no listeners and gets every type.
/// </param>
/// <param name="CloseOn">The event type on which the page closes the stream; <see langword="null"/> for none.</param>
public sealed record FeedRequest(string Url, IReadOnlyList<string> Types, string? CloseOn)
{
    /// <summary>The method. GET uses the browser's EventSource, any other method uses fetch.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The request headers; ignored by EventSource.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of the request, if it has one.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// Whether a feed over fetch sends the request again when its stream ends. EventSource always does, as GET is safe to repeat.
    /// </summary>
    public bool Reconnect { get; init; }

    /// <summary>
    /// The event types that the page must see one by one, at any rate. Of other types, only the newest events and the number of
    /// the others cross when they come too fast. State changes and <see cref="CloseOn"/> always cross.
    /// </summary>
    public IReadOnlyList<string> Notable { get; init; } = [];

    /// <summary>Whether the browser's console gets the lines of the document's client.</summary>
    public bool Console { get; init; }

    /// <summary>The token of the watcher that receives the server's records of this stream; <see langword="null"/> for none.</summary>
    public string? Watch { get; init; }
}
