using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Replay;

/// <summary>
/// Which pages may read recordings: those on localhost, at any port, and the dashboard's own, or all if
/// <see cref="ReplayOptions.AnyOrigin"/> says so.
/// </summary>
internal sealed class ReplayPages(IOptions<ReplayOptions> options)
{
    /// <summary>Whether a page of this origin may read a recording.</summary>
    public bool MayRead(string origin) =>
        options.Value.AnyOrigin || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);

    /// <summary>Refuses a page that may not read: each replay takes a connection, even if the browser hides it from the page.</summary>
    public Refusal? Refuse(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString(), site = request.Headers["Sec-Fetch-Site"].ToString();
        bool mayRead = options.Value.AnyOrigin || site is "same-origin"
            || (origin.Length > 0 ? MayRead(origin) : site is "" or "none" or "same-site");
        return mayRead
            ? null
            : Refusal.Of(StatusCodes.Status403Forbidden, "replay-origin",
                $"Only pages on localhost may read recordings, because these may be private. Set {ReplayOptions.Section}:{nameof(ReplayOptions.AnyOrigin)} to true to let all pages read them.");
    }
}
