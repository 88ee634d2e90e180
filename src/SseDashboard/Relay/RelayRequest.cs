using SseDashboard.Observing;

namespace SseDashboard.Relay;

/// <summary>A request that the host is to make.</summary>
/// <param name="Url">The absolute URL: http or https, without a user name or password.</param>
/// <param name="Method">The method (RFC 9110, section 9). Case matters.</param>
/// <param name="Headers">The headers, in order.</param>
/// <param name="Body">The body, sent as UTF-8; <see langword="null"/> for none.</param>
internal sealed record RelayRequest(Uri Url, string Method, IReadOnlyList<ObservedHeader> Headers, string? Body)
{
    // As EventSource sends them. Browsers also name zstd in Accept-Encoding, which the host cannot decode.
    private static readonly ObservedHeader[] Defaults =
    [
        new("Accept", "text/event-stream"),
        new("Cache-Control", "no-cache"),
        new("Accept-Encoding", "gzip, deflate, br"),
        new("User-Agent", "SseDashboard"),
    ];

    /// <summary>The headers that are sent: those of the request, and those of an EventSource that it does not set.</summary>
    public IReadOnlyList<ObservedHeader> SentHeaders =>
        [.. Headers, .. Defaults.Where(header => Headers.Find(header.Name) is null)];
}
