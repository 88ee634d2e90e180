using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SseDashboard.Security;

/// <summary>The host's access token, and what it is compared with.</summary>
internal sealed class AccessToken
{
    private readonly byte[]? _token;
    private readonly byte[]? _cookie;

    public AccessToken(IOptions<SecurityOptions> options)
    {
        if (options.Value.AccessToken is not { } token)
            return;

        // Cookies do not keep ports apart: other servers on this name see ours, so it is not the token, only made from it.
        CookieValue = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "browser"u8));
        _token = Hash(token);
        _cookie = Hash(CookieValue);
    }

    /// <summary>Whether a token is configured, so that one is needed.</summary>
    public bool IsSet => _token is not null;

    /// <summary>The value of the cookie that stands for the token in a browser.</summary>
    public string? CookieValue { get; }

    /// <summary>Whether this is the token.</summary>
    public bool IsToken(string? given) => Same(_token, given);

    /// <summary>Whether this is the value of the cookie.</summary>
    public bool IsCookie(string? given) => Same(_cookie, given);

    // Hashes are of one length, so that the time of the comparison tells nothing about what was compared.
    private static bool Same(byte[]? expected, string? given) =>
        expected is not null && given is not null && CryptographicOperations.FixedTimeEquals(expected, Hash(given));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
