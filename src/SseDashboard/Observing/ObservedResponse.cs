namespace SseDashboard.Observing;

/// <summary>A redirect that was followed (RFC 9110, section 15.4).</summary>
/// <param name="Status">Its status code.</param>
/// <param name="From">The URL that answered with it.</param>
/// <param name="To">The URL of the next request.</param>
/// <param name="HeadersDropped">The names of the request headers that the next request no longer had.</param>
public sealed record ObservedRedirect(int Status, Uri From, Uri To, IReadOnlyList<string> HeadersDropped);

/// <summary>The head of a response.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Protocol">The protocol with its version, such as <c>HTTP/1.1</c> or <c>HTTP/2</c>; empty if it is not known.</param>
/// <param name="Url">The URL that answered, after all redirects.</param>
/// <param name="Headers">The headers, in the order received.</param>
/// <param name="At">When it arrived.</param>
public sealed record ObservedHead(int Status, string Protocol, Uri Url, IReadOnlyList<ObservedHeader> Headers, DateTimeOffset At)
{
    /// <summary>
    /// The content type without its parameters, in lower case; <see langword="null"/> if there is none (MIME Sniffing Standard, section 4.4).
    /// </summary>
    public string? MediaType => Headers.Find("Content-Type")?.Split(';')[0].Trim(' ', '\t').ToLowerInvariant() is { Length: > 0 } type ? type : null;

    /// <summary>
    /// Whether a client may read the body as an event stream: the status is 200 and the type <c>text/event-stream</c>
    /// (HTML Living Standard, section 9.2.2).
    /// </summary>
    public bool IsEventStream => Status == 200 && MediaType == "text/event-stream";

    /// <summary>Whether the body is newline-delimited JSON, which is read line by line: the status is 200 and the type one of those in use.</summary>
    public bool IsJsonLines => Status == 200 && JsonLines.IsType(MediaType);
}

/// <summary>How a connection ended.</summary>
public enum ObservedEndKind
{
    /// <summary>The server ended the response.</summary>
    Completed,

    /// <summary>The observer stopped it: on request, or at a limit.</summary>
    Stopped,

    /// <summary>It failed; <see cref="ObservedEnd.Failure"/> says how.</summary>
    Failed,

    /// <summary>
    /// The server ended the response, or the connection broke: an EventSource does not say which. The browser reconnects.
    /// </summary>
    Interrupted,
}

/// <summary>How a connection failed.</summary>
public enum ObservedFailure
{
    /// <summary>The host name could not be resolved.</summary>
    Name,

    /// <summary>The server refused the connection.</summary>
    Refused,

    /// <summary>TLS failed, such as for an untrusted certificate.</summary>
    Tls,

    /// <summary>The server did not answer in time.</summary>
    Timeout,

    /// <summary>The observer's rules forbid the request.</summary>
    Forbidden,

    /// <summary>The connection broke in the middle of the response.</summary>
    Cut,

    /// <summary>The response exceeds a bound.</summary>
    TooLarge,

    /// <summary>The response is not valid HTTP.</summary>
    Protocol,

    /// <summary>A browser failed, and hides the reason from the page.</summary>
    Hidden,
}

/// <summary>The end of a connection.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Failure">How it failed; <see langword="null"/> unless <paramref name="Kind"/> is <see cref="ObservedEndKind.Failed"/>.</param>
/// <param name="Reason">A sentence that says why; <see langword="null"/> if there is no more to say.</param>
/// <param name="At">When it ended.</param>
public sealed record ObservedEnd(ObservedEndKind Kind, ObservedFailure? Failure, string? Reason, DateTimeOffset At);
