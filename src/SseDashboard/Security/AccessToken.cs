using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SseDashboard.Security;

/// <summary>The host's access token, and the check of tokens and cookies against it.</summary>
internal sealed class AccessToken
{
    private readonly byte[]? _token;
    private readonly byte[]? _cookie;

    public AccessToken(IOptions<SecurityOptions> options)
    {
        if (options.Value.AccessToken is not { } token)
            return;

        // Cookies are not isolated by port, so other servers on this host name see ours: it is derived from the token.
        CookieValue = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "browser"u8));
        _token = Hash(token);
        _cookie = Hash(CookieValue);
    }

    /// <summary>Whether a token is configured, and so required.</summary>
    public bool IsSet => _token is not null;

    /// <summary>The value of the cookie that represents the token in a browser.</summary>
    public string? CookieValue { get; }

    /// <summary>Whether the given text is the token.</summary>
    public bool IsToken(string? given) => Same(_token, given);

    /// <summary>Whether the given text is the cookie's value.</summary>
    public bool IsCookie(string? given) => Same(_cookie, given);

    // Hashes have equal lengths, so the time of the comparison reveals nothing.
    private static bool Same(byte[]? expected, string? given) =>
        expected is not null && given is not null && CryptographicOperations.FixedTimeEquals(expected, Hash(given));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
