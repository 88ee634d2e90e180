using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>What each way to make a request can do, and why it cannot do the rest.</summary>
internal static class Ways
{
    /// <summary>The ways, the one that shows most first.</summary>
    public static IReadOnlyList<ObservedWay> All { get; } = [ObservedWay.Host, ObservedWay.Fetch, ObservedWay.EventSource];

    /// <summary>The listeners of every EventSource here; a page that has no other hears only these.</summary>
    public static IReadOnlyList<string> DefaultListeners { get; } = ["message", "open", "error"];

    // Header names that a page may not set (Fetch Standard, section 2.2.2, "forbidden request-header").
    private static readonly HashSet<string> Forbidden = new(
        [
            "Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers", "Access-Control-Request-Method",
            "Access-Control-Request-Private-Network", "Connection", "Content-Length", "Cookie", "Cookie2", "Date", "DNT", "Expect",
            "Host", "Keep-Alive", "Origin", "Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a way.</summary>
    public static string NameOf(ObservedWay way) => way switch
    {
        ObservedWay.Host => "Through this host",
        ObservedWay.Fetch => "fetch in the browser",
        _ => "EventSource in the browser",
    };

    /// <summary>The name of a way in an address.</summary>
    public static string KeyOf(ObservedWay way) => way switch
    {
        ObservedWay.Host => "host",
        ObservedWay.Fetch => "fetch",
        _ => "eventsource",
    };

    /// <summary>What a way shows, and what it does not, as a sentence or two.</summary>
    public static string Explain(ObservedWay way) => way switch
    {
        ObservedWay.Host => "Shows the response's head and every byte, with any method, headers and body. CORS does not apply, and the browser's cookies are not sent.",
        ObservedWay.Fetch => "Shows every byte, with any method, most headers and a body. CORS applies: from another origin, the browser shows the response, and its headers, only as far as the server allows it.",
        _ => "Shows what a page with EventSource gets: only GET, no headers of yours, only events of the types it listens to, and neither status, bytes, comments nor retry. It reconnects by itself.",
    };

    /// <summary>Why the way has no choice of method; <see langword="null"/> if it has.</summary>
    public static string? NoMethod(ObservedWay way) => way == ObservedWay.EventSource ? "EventSource always sends GET." : null;

    /// <summary>Why the way sends no headers; <see langword="null"/> if it does.</summary>
    public static string? NoHeaders(ObservedWay way) =>
        way == ObservedWay.EventSource ? "EventSource cannot send headers. Use fetch, or a cookie or parameter instead." : null;

    /// <summary>Why the way leaves out a header; <see langword="null"/> if it sends it.</summary>
    public static string? NoHeader(ObservedWay way, string name) => way == ObservedWay.Fetch && IsForbidden(name)
        ? $"The browser does not let a page set {name}, so it is left out. {Instead(name)}"
        : null;

    /// <summary>Why the way sends no body; <see langword="null"/> if it does.</summary>
    public static string? NoBody(ObservedWay way, string method) => (way, method) switch
    {
        (ObservedWay.EventSource, _) => "EventSource cannot send a body.",
        (ObservedWay.Fetch, "GET" or "HEAD") => $"fetch does not send a body with {method}.",
        _ => null,
    };

    /// <summary>Why the way has no choice of cookies; <see langword="null"/> if it has.</summary>
    public static string? NoCookies(ObservedWay way) =>
        way == ObservedWay.Host ? "The host does not have the browser's cookies. Add a Cookie header, or choose another way." : null;

    /// <summary>The choices of cookies.</summary>
    public static IReadOnlyList<ObservedCookies> Cookies(ObservedWay way) => way == ObservedWay.EventSource
        ? [ObservedCookies.SameOrigin, ObservedCookies.Include]
        : [ObservedCookies.SameOrigin, ObservedCookies.Include, ObservedCookies.Omit];

    /// <summary>A choice of cookies, with its name in the browser's API.</summary>
    public static string CookiesWord(ObservedWay way, ObservedCookies cookies) => (way, cookies) switch
    {
        (ObservedWay.Host, _) => "Not sent",
        (ObservedWay.EventSource, ObservedCookies.Include) => "To any origin (withCredentials)",
        (ObservedWay.EventSource, _) => "To this origin only (default)",
        (_, ObservedCookies.Include) => "To any origin (include)",
        (_, ObservedCookies.Omit) => "Not sent (omit)",
        _ => "To this origin only (same-origin)",
    };

    /// <summary>What the list of event types means.</summary>
    public static string TypesHint(ObservedWay way) => way == ObservedWay.EventSource
        ? "Besides message, open and error. Events of other types vanish."
        : "The types your client listens to; empty for all. Others are shown, and named in the diagnosis.";

    /// <summary>The listeners for a list of types; <see langword="null"/> if the client takes every type.</summary>
    public static IReadOnlyList<string>? Listeners(ObservedWay way, string types)
    {
        string[] own = types.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return own.Length == 0 && way != ObservedWay.EventSource ? null : [.. DefaultListeners.Union(own)];
    }

    private static bool IsForbidden(string name) => Forbidden.Contains(name)
        || name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase);

    private static string Instead(string name) => name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        ? "Choose above whether it sends its own cookies, or make the request through this host."
        : "Make the request through this host to send it.";
}
