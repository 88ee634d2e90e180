using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.Features;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Security;

/// <summary>
/// Keeps a page of another origin from changing anything here. What changes state must come from our own pages or from no
/// page at all, and must be JSON, which a browser does not send across origins without asking first (Fetch, section 3.3.5).
/// </summary>
internal sealed class OwnOriginGate(RequestDelegate next)
{
    // Blazor's own requests: same-origin like all others, but of the framework's content types.
    private static readonly PathString Circuit = "/_blazor";

    /// <summary>Passes the request on, or refuses it with 403 or 415.</summary>
    public Task InvokeAsync(HttpContext context) => (Check(context) is { } refusal) ? refusal.ExecuteAsync(context) : next(context);

    private static Refusal? Check(HttpContext context)
    {
        var request = context.Request;
        bool mayChange = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        // Browsers open a WebSocket across origins without asking: only the server can refuse it (RFC 6455, section 10.2).
        if ((mayChange || IsUpgrade(context) || context.IsOwnOriginOnly()) && !context.IsOpenToAnyone() && !IsOwn(request))
        {
            return Refusal.Of(StatusCodes.Status403Forbidden, "cross-origin",
                "A page of another origin may neither change nor open anything here. Send the request from the dashboard, or without a browser.");
        }

        // A DELETE has no body, and no page can send it across origins without asking first.
        bool hasBody = HttpMethods.IsPost(request.Method) || request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
        // An unknown path or a wrong method changes nothing, and gets the status of its own.
        bool isEndpoint = context.GetEndpoint() is RouteEndpoint;
        return mayChange && hasBody && isEndpoint && !IsJson(request) && !request.Path.StartsWithSegments(Circuit)
            ? Refusal.NotJson(request.ContentType)
            : null;
    }

    private static bool IsUpgrade(HttpContext context) => context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    // Both headers are out of reach of a page's script. A client that sends neither is no browser.
    private static bool IsOwn(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return false;

        // Compared without the scheme, which differs behind a proxy that ends TLS. "null" parses as no URL and is foreign.
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
