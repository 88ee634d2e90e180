using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Security;

/// <summary>The section <c>Security</c> of the configuration.</summary>
internal sealed class SecurityOptions
{
    private const string Expected = "Must have 16 to 200 visible ASCII characters, no spaces. One way to make it: openssl rand -hex 32";

    /// <summary>
    /// The access token. Where it is set, everything but the demo streams needs it; a host bound beyond localhost does not
    /// start without it. Sixteen characters at least: a short one can be guessed. No more, and no others, than fit in a header.
    /// </summary>
    [StringLength(200, MinimumLength = 16, ErrorMessage = Expected)]
    [RegularExpression("[!-~]*", ErrorMessage = Expected)]
    public string? AccessToken { get; init; }
}
