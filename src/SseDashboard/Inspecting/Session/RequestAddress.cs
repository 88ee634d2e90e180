using System.Net;

namespace SseDashboard.Inspecting;

/// <summary>Reads an address as it is entered.</summary>
internal static class RequestAddress
{
    /// <summary>
    /// The absolute URL. A path belongs to the dashboard itself; without a scheme it is https, or http on this machine.
    /// </summary>
    /// <param name="text">What was entered.</param>
    /// <param name="own">The dashboard's own address.</param>
    /// <returns>The URL, or the problem: a sentence that says what to enter.</returns>
    public static (Uri? Url, string? Problem) Read(string text, Uri own)
    {
        text = text.Trim();
        if (text.Length == 0)
            return (null, "Enter the address of a stream, such as https://example.com/stream.");
        if (text.StartsWith('/'))
            text = $"{own.AbsoluteUri.TrimEnd('/')}/{text.TrimStart('/')}";
        else if (!text.Contains("://", StringComparison.Ordinal))
            text = $"{(IsThisMachine(text.Split('/', ':', '?')[0]) ? "http" : "https")}://{text}";
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? (url, null)
            : (null, "This is not an address. Enter one such as https://example.com/stream, or /sse for this dashboard's own stream.");
    }

    private static bool IsThisMachine(string host) =>
        host is "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
