using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>
/// Pairs the server's connections with the browser's. Both sides list theirs in the order in which they began, but a request
/// may never reach the server, and the browser does not report one that it abandoned.
/// </summary>
internal static class ConnectionPairing
{
    private const int Ok = 200;

    /// <summary>The pairs in order; a connection without a counterpart has <see langword="null"/> for its other half.</summary>
    public static IEnumerable<(WireSide? Wire, BrowserSide? Browser)> Pair(
        IReadOnlyList<WireSide> wires, IReadOnlyList<BrowserSide> browsers)
    {
        int w = 0;
        int b = 0;
        while (w < wires.Count || b < browsers.Count)
        {
            var before = b > 0 ? browsers[b - 1] : null;
            bool moreWires = wires.Count - w > browsers.Count - b;
            bool moreBrowsers = browsers.Count - b > wires.Count - w;
            if (w == wires.Count || (b < browsers.Count && NeverReached(browsers[b], wires[w], moreBrowsers, isLast: b == browsers.Count - 1)))
                yield return (null, browsers[b++]);
            else if (b == browsers.Count || WasGivenUp(wires[w], browsers[b], before, moreWires))
                yield return (wires[w++], null);
            else
                yield return (wires[w++], browsers[b++]);
        }
    }

    // A stream that a browser accepts cannot belong to a request that failed before its headers arrived, nor to one that the
    // page closed that early, unless the server saw its client leave. An answer with another status was not recorded.
    private static bool NeverReached(BrowserSide browser, WireSide wire, bool moreBrowsers, bool isLast) =>
        browser is { Opened: null, End: not null, Received: 0 }
        && ((IsAccepted(wire) && (!browser.ClosedByPage || (!isLast && wire.End?.Reason != StreamEnd.ClientLeft)))
            || (moreBrowsers && browser.RefusedWith is { } status && wire.Response is { } response && response.Status != status));

    // A refused request never opens. The browser does not report a request that was in flight when the page closed the stream.
    private static bool WasGivenUp(WireSide wire, BrowserSide browser, BrowserSide? before, bool moreWires) =>
        (browser.Opened is not null && wire.Response is { Status: not Ok })
        || (moreWires && before?.ClosedWaiting is not null && wire.End?.Reason == StreamEnd.ClientLeft);

    // HTML Living Standard, section 9.2.2: any other type fails the connection, as do CORS headers that are missing.
    private static bool IsAccepted(WireSide wire) =>
        wire.Response is { Status: Ok, Headers: var headers }
        && Find(headers, "Content-Type")?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true
        && (wire.Request is not { } request || Find(request.Headers, "Origin") is null || Find(headers, "Access-Control-Allow-Origin") is not null);

    private static string? Find(IReadOnlyList<WireHeader> headers, string name) =>
        headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
