using System.Security.Cryptography;

namespace SseDashboard.Hosting;

/// <summary>
/// What a page of the dashboard may load and run (Content Security Policy Level 3). Text from a stream that found its way
/// into the markup still could not run as script.
/// </summary>
internal static class ContentSecurityPolicy
{
    private const int NonceBytes = 16;
    private static readonly object Key = new();

    /// <summary>The nonce that lets an inline script of this response run: the import map cannot be a file.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out object? known))
            return (string)known!;
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Items[Key] = nonce;
        return nonce;
    }

    /// <summary>The policy of a page. 'self' covers the circuit's WebSocket as well (CSP Level 3, section 6.7.2.8).</summary>
    // MudBlazor writes style elements and style attributes, whose content changes with the theme: no nonce or hash fits them.
    public static string Of(HttpContext context) =>
        $"default-src 'none'; script-src 'self' 'nonce-{NonceOf(context)}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
