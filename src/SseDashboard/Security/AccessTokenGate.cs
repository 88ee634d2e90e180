using System.Net;
using Microsoft.AspNetCore.Http.Extensions;

namespace SseDashboard.Security;

/// <summary>
/// Lets a request through that has the access token: as <c>Authorization: Bearer</c> (RFC 6750), as the cookie, or once as
/// <c>?access_token=</c>, which sets the cookie, since neither a link nor EventSource can send a header.
/// </summary>
internal sealed class AccessTokenGate(RequestDelegate next, AccessToken token)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "sse_dashboard_access";

    private const string Query = "access_token";
    private const string Scheme = "Bearer ";

    /// <summary>Passes the request on, or refuses it with 401.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.IsOpenToAnyone() || !IsNeeded(context) || token.IsCookie(request.Cookies[Cookie]) || token.IsToken(Bearer(request)))
            return next(context);

        if (token.IsToken(request.Query[Query]))
            return AdmitAsync(context);

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Refusal.Of(StatusCodes.Status401Unauthorized, "access-token", token.IsSet
            ? "This host needs an access token. Send it as 'Authorization: Bearer TOKEN', or open the page once with '?access_token=TOKEN'."
            : "This host has no access token, so it answers on localhost only. Set Security:AccessToken to reach it from elsewhere.")
            .ExecuteAsync(context);
    }

    // Where no token is set, the start was refused unless every address is local. Should one slip through, say by an
    // endpoint defined in code, what arrives there is refused all the same.
    private bool IsNeeded(HttpContext context) =>
        token.IsSet || context.Connection.LocalIpAddress is { } address && !IPAddress.IsLoopback(address);

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;

    private Task AdmitAsync(HttpContext context)
    {
        context.Response.Cookies.Append(Cookie, token.CookieValue!, new()
        {
            HttpOnly = true,
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
        if (!HttpMethods.IsGet(context.Request.Method))
            return next(context);

        // The token leaves the address bar, and with it the history and whatever a page sends as its referrer.
        var rest = context.Request.Query.Where(part => part.Key != Query);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(UriHelper.BuildRelative(
            context.Request.PathBase, context.Request.Path, QueryString.Create(rest)));
        return Task.CompletedTask;
    }
}
