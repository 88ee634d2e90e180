namespace SseDashboard.Observing;

/// <summary>The client that makes a request.</summary>
public enum ObservedWay
{
    /// <summary>The browser's EventSource. It shows events, but neither the response's head nor its bytes.</summary>
    EventSource,

    /// <summary>The browser's <c>fetch</c>. It shows only the headers that CORS exposes.</summary>
    Fetch,

    /// <summary>The host. It sees everything, and CORS does not apply to it.</summary>
    Host,
}

/// <summary>A header field (RFC 9110, section 5). Of several fields with one name, each is listed.</summary>
/// <param name="Name">The field name, which is case-insensitive.</param>
/// <param name="Value">The field value.</param>
public readonly record struct ObservedHeader(string Name, string Value);

/// <summary>The cookies that a browser sends (Fetch Standard, section 2.2.5, "credentials mode").</summary>
public enum ObservedCookies
{
    /// <summary>To the page's own origin only.</summary>
    SameOrigin,

    /// <summary>To any origin: <c>withCredentials</c> of an EventSource.</summary>
    Include,

    /// <summary>None; an EventSource has no such mode.</summary>
    Omit,
}

/// <summary>What was requested.</summary>
/// <param name="Url">The absolute URL.</param>
/// <param name="Method">The method, in upper case.</param>
/// <param name="Headers">The headers that are known; a browser adds others.</param>
/// <param name="Body">The body; <see langword="null"/> if there is none.</param>
/// <param name="Way">The client that made the request.</param>
public sealed record ObservedRequest(Uri Url, string Method, IReadOnlyList<ObservedHeader> Headers, string? Body, ObservedWay Way = ObservedWay.Host)
{
    /// <summary>The cookies that the browser sends; the host has none.</summary>
    public ObservedCookies Cookies { get; init; }

    /// <summary>The event types that the client listens to; <see langword="null"/> if it takes all of them.</summary>
    public IReadOnlyList<string>? Listeners { get; init; }

    /// <summary>The origin of the page that makes the request, such as <c>https://app.example</c>; <see langword="null"/> for the host.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether CORS applies: a page makes the request, and to another origin (HTML Living Standard, section 7.1.1).</summary>
    public bool IsCrossOrigin => Origin is not null && Origin != Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The event ID to resume from; empty if the request names none (HTML Living Standard, section 9.2.4).</summary>
    public string LastEventId => Headers.Find("Last-Event-ID") ?? "";
}

/// <summary>Finds headers by name.</summary>
public static class ObservedHeaders
{
    /// <summary>The value of the first header of this name, in any case; <see langword="null"/> if there is none.</summary>
    public static string? Find(this IReadOnlyList<ObservedHeader> headers, string name)
    {
        foreach (var header in headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }

        return null;
    }
}
