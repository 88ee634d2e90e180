using System.Security.Cryptography;

namespace SseDashboard.Hosting;

/// <summary>
/// What a page of the dashboard may load and run (Content Security Policy Level 3). Even if text from a stream got into the
/// markup, it could not run as script.
/// </summary>
internal static class ContentSecurityPolicy
{
    private const int NonceBytes = 16;
    private const string Inspector = "/inspect";
    private static readonly object Key = new();

    /// <summary>The nonce that allows this response's inline scripts: the import map cannot be a file.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out object? known))
            return (string)known!;
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Items[Key] = nonce;
        return nonce;
    }

    /// <summary>
    /// The policy of a page. 'self' includes the circuit's WebSocket (CSP Level 3, section 6.7.2.8). The inspector also connects to
    /// the servers that the user names.
    /// </summary>
    // 'unsafe-inline' for styles: MudBlazor writes style elements and attributes that depend on the theme, which rules out a nonce or hash.
    public static string Of(HttpContext context) =>
        $"default-src 'none'; script-src 'self' 'nonce-{NonceOf(context)}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + $"font-src 'self'; connect-src 'self'{(context.Request.Path == Inspector ? " http: https:" : OtherName(context.Request))}; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // On a developer's machine the host has a second origin, which a lesson on CORS connects to: its other loopback name.
    private static string OtherName(HttpRequest request) => request.Host.Host switch
    {
        "localhost" => $" {request.Scheme}://{new HostString("127.0.0.1", request.Host.Port ?? DefaultPort(request))}",
        "127.0.0.1" => $" {request.Scheme}://{new HostString("localhost", request.Host.Port ?? DefaultPort(request))}",
        _ => "",
    };

    private static int DefaultPort(HttpRequest request) => request.IsHttps ? 443 : 80;
}
