using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Security;

/// <summary>The configuration section <c>Security</c>.</summary>
internal sealed class SecurityOptions
{
    private const string Expected = "Must have 16 to 200 visible ASCII characters and no spaces. To create one: openssl rand -hex 32";

    /// <summary>
    /// The access token. If set, everything but the demo streams and health checks requires it; a host that listens beyond
    /// localhost does not start without it. At least 16 characters, so that it cannot be guessed; at most 200, and visible
    /// ASCII only, so that it fits in a header.
    /// </summary>
    [StringLength(200, MinimumLength = 16, ErrorMessage = Expected)]
    [RegularExpression("[!-~]*", ErrorMessage = Expected)]
    public string? AccessToken { get; init; }
}
