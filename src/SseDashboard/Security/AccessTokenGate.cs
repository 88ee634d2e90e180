using System.Net;
using Microsoft.AspNetCore.Http.Extensions;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Security;

/// <summary>
/// Admits requests with the access token: as <c>Authorization: Bearer</c> (RFC 6750), as the cookie, or once as
/// <c>?access_token=</c>, which sets the cookie, since neither links nor EventSource can send a header.
/// </summary>
internal sealed partial class AccessTokenGate(RequestDelegate next, AccessToken token, TimeProvider clock, ILogger<AccessTokenGate> log)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "sse_dashboard_access";

    private const string Query = "access_token";
    private const string Scheme = "Bearer ";

    private readonly CountingLog _refused = new(clock, count => LogRefused(log, count));

    /// <summary>Passes the request on, or refuses it with 401.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.IsOpenToAnyone() || !IsNeeded(context))
            return next(context);
        var (cookie, bearer, query) = (request.Cookies[Cookie], Bearer(request), (string?)request.Query[Query]);
        if (token.IsCookie(cookie) || token.IsToken(bearer))
            return next(context);
        if (token.IsToken(query))
            return AdmitAsync(context);

        // A request without any token is no attempt to guess it.
        if (token.IsSet && (cookie ?? bearer ?? query) is not null)
            _refused.Count();
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Refusal.Of(StatusCodes.Status401Unauthorized, "access-token", token.IsSet
            ? "This host needs an access token. Send it as 'Authorization: Bearer TOKEN', or open the page once with '?access_token=TOKEN'."
            : "This host has no access token, so it answers local clients only. Set Security:AccessToken to reach it from elsewhere.")
            .ExecuteAsync(context);
    }

    // Without a token the host starts only if every configured address is local. Requests can still come from elsewhere: by an
    // endpoint defined in code, or through a proxy that names its client.
    private bool IsNeeded(HttpContext context) =>
        token.IsSet || !IsLocal(context.Connection.LocalIpAddress) || !IsLocal(context.Connection.RemoteIpAddress);

    // A Unix domain socket has no address.
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    [LoggerMessage(LogLevel.Warning, "Refused {Count} requests with a wrong access token.")]
    private static partial void LogRefused(ILogger log, long count);

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
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        });
        if (!HttpMethods.IsGet(context.Request.Method))
            return next(context);

        // Redirect, to keep the token out of the address bar, the history and the referrer.
        var rest = context.Request.Query.Where(part => !string.Equals(part.Key, Query, StringComparison.OrdinalIgnoreCase));
        context.Response.Headers.CacheControl = "no-store";
        string target = UriHelper.BuildRelative(context.Request.PathBase, context.Request.Path, QueryString.Create(rest));
        // A target that starts with two slashes would be another host (RFC 3986, section 4.2).
        context.Response.Redirect($"/{target.TrimStart('/')}");
        return Task.CompletedTask;
    }
}
