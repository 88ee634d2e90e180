using System.Text;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>
/// Which header fields and query parameters let their reader act as the client: what is watched is shown, copied and exported,
/// so that their values never leave the tap.
/// </summary>
internal static class Credentials
{
    private const string Hidden = "(hidden)";

    // RFC 9110, section 11, RFC 7615 (what a server answers to credentials), RFC 6265 with its predecessors, RFC 9449.
    private static readonly HashSet<string> Fields = new(
        [
            "Authorization", "Proxy-Authorization", "Authentication-Info", "Proxy-Authentication-Info",
            "Cookie", "Cookie2", "Set-Cookie", "Set-Cookie2", "DPoP",
        ],
        StringComparer.OrdinalIgnoreCase);

    // No standard names the rest: X-Api-Key, X-Auth-Token, X-Amz-Security-Token, access_token, client_secret. One value too many
    // is hidden rather than one too few.
    private static readonly string[] Words =
    [
        "token", "secret", "password", "passwd", "credential", "session", "jwt", "signature",
        "apikey", "accesskey", "subscriptionkey", "functionskey",
    ];

    /// <summary>Whether the value of this header field is a credential.</summary>
    public static bool IsField(string name) => Fields.Contains(name) || IsSecret(name);

    /// <summary>A query as it was sent, without one parameter and with the values of credentials hidden.</summary>
    /// <param name="query">The query.</param>
    /// <param name="without">The parameter to leave out.</param>
    public static string Mask(IQueryCollection query, string without)
    {
        var masked = new StringBuilder();
        foreach (var (name, values) in query)
        {
            if (name == without)
                continue;
            foreach (string? value in values)
            {
                masked.Append(masked.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=')
                    .Append(IsSecret(name) ? Hidden : Uri.EscapeDataString(value ?? ""));
            }
        }

        return masked.ToString();
    }

    private static bool IsSecret(string name)
    {
        string plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return Words.Any(word => plain.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
