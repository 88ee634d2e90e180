using System.Buffers;
using System.Text;

namespace SseDashboard.Relay;

/// <summary>What the relay sends, and what it refuses before it opens a connection.</summary>
internal static class RequestRules
{
    // RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // They belong to the connection (RFC 9110, section 7.6.1), or say where the message ends and where it goes: a second opinion
    // on that is how requests are smuggled.
    private static readonly HashSet<string> Own = new(
        [
            "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Content-Length", "TE", "Trailer",
            "Upgrade", "Expect", "HTTP2-Settings",
        ],
        StringComparer.OrdinalIgnoreCase);

    // CONNECT asks for a tunnel; TRACE and TRACK return the credentials sent (Fetch, section 2.2.1).
    private static readonly HashSet<string> OwnMethods = new(["CONNECT", "TRACE", "TRACK"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks a request against the rules and bounds.</summary>
    /// <exception cref="RelayException">It breaks one; the message names it.</exception>
    public static void Check(RelayRequest request, RelayOptions options)
    {
        CheckUrl(request.Url);
        if (!IsToken(request.Method) || OwnMethods.Contains(request.Method))
            throw RelayException.Forbidden($"The relay does not send the method '{Short(request.Method)}'. Use GET, POST or another method of HTTP.");
        if (request.Headers.Count > options.MaxRequestHeaders)
            throw TooMuch($"has {request.Headers.Count} headers", options.MaxRequestHeaders, "", nameof(options.MaxRequestHeaders));
        int head = Encoding.UTF8.GetByteCount(request.Url.AbsoluteUri);
        foreach (var (name, value) in request.Headers)
        {
            CheckHeader(name, value);
            head += name.Length + Encoding.UTF8.GetByteCount(value);
        }

        if (head > options.MaxRequestHeadBytes)
            throw TooMuch($"has a URL and headers of {head:N0} bytes", options.MaxRequestHeadBytes, " bytes", nameof(options.MaxRequestHeadBytes));
        int body = Encoding.UTF8.GetByteCount(request.Body ?? "");
        if (body > options.MaxRequestBodyBytes)
            throw TooMuch($"has a body of {body:N0} bytes", options.MaxRequestBodyBytes, " bytes", nameof(options.MaxRequestBodyBytes));
    }

    /// <summary>Checks the URL of a request or of a redirect.</summary>
    /// <exception cref="RelayException">It is not http or https, or has a user name.</exception>
    public static void CheckUrl(Uri url)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw RelayException.Forbidden(
                $"The relay reaches http and https only, not {(url.IsAbsoluteUri ? url.Scheme : "an address without a scheme")}. Enter an address such as https://example.com/stream.");
        }

        if (url.UserInfo.Length > 0)
            throw RelayException.Forbidden("The address contains a user name, which would be shown with it. Send an Authorization header instead.");
    }

    /// <summary>A text of any length and content, such as one that a server chose, as part of a sentence.</summary>
    public static string Short(string text) =>
        string.Concat(text.Take(100).Select(character => char.IsControl(character) ? '\uFFFD' : character)) + (text.Length > 100 ? "…" : "");

    private static void CheckHeader(string name, string value)
    {
        if (!IsToken(name))
            throw RelayException.Forbidden($"'{Short(name)}' is not a header name: use letters, digits and hyphens (RFC 9110, section 5.1).");
        if (Own.Contains(name))
            throw RelayException.Forbidden($"The relay sets the header {name} itself, or leaves it out. Remove it from the request.");
        // A line break would begin another header, or another request.
        if (value.Any(character => char.IsControl(character) && character != '\t'))
            throw RelayException.Forbidden($"The value of the header {name} contains a line break or another control character. Remove it.");
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    private static RelayException TooMuch(string what, int limit, string unit, string option) =>
        RelayException.Forbidden($"The request {what}, but the relay sends at most {limit:N0}{unit} (Relay:{option}).");
}
