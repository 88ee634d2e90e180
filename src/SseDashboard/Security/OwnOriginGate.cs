using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.Features;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Security;

/// <summary>
/// Keeps pages of other origins from changing anything here. A request that changes state must come from our own pages or from
/// no page at all, and must be JSON, for which browsers send a preflight across origins (Fetch, section 3.3.5).
/// </summary>
internal sealed class OwnOriginGate(RequestDelegate next)
{
    // Blazor's requests must be same-origin like all others, but have the framework's content types.
    private static readonly PathString Circuit = "/_blazor";

    /// <summary>Passes the request on, or refuses it with 403 or 415.</summary>
    public Task InvokeAsync(HttpContext context) => (Check(context) is { } refusal) ? refusal.ExecuteAsync(context) : next(context);

    private static Refusal? Check(HttpContext context)
    {
        var request = context.Request;
        bool mayChange = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
            && !context.ChangesNothing();
        // Browsers open WebSockets across origins without a preflight: only the server can refuse them (RFC 6455, section 10.2).
        if ((mayChange || IsUpgrade(context) || context.IsOwnOriginOnly()) && !context.IsOpenToAnyone() && !IsOwn(request))
        {
            return Refusal.Of(StatusCodes.Status403Forbidden, "cross-origin",
                "A page of another origin may not change or open anything here. Send the request from the dashboard, or without a browser.");
        }

        // A DELETE has no body, and always needs a preflight across origins.
        bool hasBody = HttpMethods.IsPost(request.Method) || request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
        // An unknown path or method changes nothing, and gets its own status.
        bool isEndpoint = context.GetEndpoint() is RouteEndpoint;
        return mayChange && hasBody && isEndpoint && !IsJson(request) && !request.Path.StartsWithSegments(Circuit)
            ? Refusal.NotJson(request.ContentType)
            : null;
    }

    private static bool IsUpgrade(HttpContext context) => context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    // Scripts cannot set either header. A client that sends neither is not a browser.
    private static bool IsOwn(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return false;

        // Compared without the scheme, which differs behind a proxy that terminates TLS. "null" is not a URL, so it counts as foreign.
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, Authority(request), StringComparison.OrdinalIgnoreCase));
    }

    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var uri) ? uri.Authority : "";

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);
}
