using System.Text;
using Microsoft.Extensions.Primitives;

namespace SseDashboard.Streams;

/// <summary>
/// Recognises credentials in header fields and query parameters. Watched requests are displayed, copied and exported, so these
/// values never leave the tap.
/// </summary>
internal static class Credentials
{
    private const string Hidden = "(hidden)";

    // RFC 9110, section 11; RFC 7615 (Authentication-Info); RFC 6265 and its predecessors; RFC 9449.
    private static readonly HashSet<string> Fields = new(
        [
            "Authorization", "Proxy-Authorization", "Authentication-Info", "Proxy-Authentication-Info",
            "Cookie", "Cookie2", "Set-Cookie", "Set-Cookie2", "DPoP",
        ],
        StringComparer.OrdinalIgnoreCase);

    // For names that no standard lists: X-Api-Key, X-Auth-Token, X-Amz-Security-Token, access_token, client_secret. Better to hide
    // one value too many than one too few.
    private static readonly string[] Words =
    [
        "token", "secret", "password", "passwd", "credential", "session", "jwt", "signature",
        "apikey", "accesskey", "subscriptionkey", "functionskey",
    ];

    /// <summary>Whether the value of this header field is a credential.</summary>
    public static bool IsField(string name) => Fields.Contains(name) || IsSecret(name);

    /// <summary>The query without one parameter and with credentials hidden.</summary>
    /// <param name="query">The query.</param>
    /// <param name="without">The parameter to leave out.</param>
    public static string Mask(IEnumerable<KeyValuePair<string, StringValues>> query, string without)
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
