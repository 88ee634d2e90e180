using System.Net;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Reads an address as it is entered.</summary>
internal static class RequestAddress
{
    /// <summary>
    /// The absolute URL. A path belongs to the dashboard itself; without a scheme it is https, or http on this machine.
    /// </summary>
    /// <param name="text">What was entered.</param>
    /// <param name="own">The dashboard's own address.</param>
    /// <param name="way">The client that makes the request; the relay checks its own.</param>
    /// <returns>The URL, or the problem: a sentence that says what to enter.</returns>
    public static (Uri? Url, string? Problem) Read(string text, Uri own, ObservedWay way = ObservedWay.Host)
    {
        text = text.Trim();
        if (text.Length == 0)
            return (null, "Enter the address of a stream, such as https://example.com/stream.");
        if (text.StartsWith('/'))
            text = $"{own.AbsoluteUri.TrimEnd('/')}/{text.TrimStart('/')}";
        else if (!text.Contains("://", StringComparison.Ordinal))
            text = $"{(IsThisMachine(text.Split('/', ':', '?')[0]) ? "http" : "https")}://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            return (null, "This is not an address. Enter one such as https://example.com/stream, or /sse for this dashboard's own stream.");
        return way == ObservedWay.Host ? (url, null) : url switch
        {
            { Scheme: not ("http" or "https") } => (null, $"A browser reads streams over http and https only, not {url.Scheme}."),
            { UserInfo.Length: > 0 } => (null, "A page may not use an address with a user name. Remove it; with fetch, send an Authorization header instead."),
            _ => (url, null),
        };
    }

    private static bool IsThisMachine(string host) =>
        host is "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
