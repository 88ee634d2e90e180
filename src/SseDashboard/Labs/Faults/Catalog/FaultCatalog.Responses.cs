using SseDashboard.Hosting.Requests;

namespace SseDashboard.Labs;

/// <summary>Faults of the response's status, headers and type.</summary>
internal static partial class FaultCatalog
{
    private const string Redirected = "redirected";

    private static IReadOnlyList<Fault> Responses =>
    [
        new("not-200",
            "The stream comes with status 503 instead of 200, or with the status that ?status= names.",
            "EventSource fires one error, is CLOSED and never reconnects. Its body is not read.")
        {
            CurlOptions = "-i -N",
            ChangeHead = (context, asked) => context.Response.StatusCode = asked.Status,
        },
        new("content-type-wrong",
            "The Content-Type is text/plain.",
            "EventSource fails at once and does not reconnect; the console names the type. Clients that do not check it work.")
        {
            CurlOptions = "-i -N",
            ChangeHead = (context, _) => context.Response.ContentType = "text/plain",
        },
        new("content-type-missing",
            "There is no Content-Type.",
            "EventSource fails at once and does not reconnect.")
        {
            CurlOptions = "-i -N",
            ChangeHead = (context, _) => context.Response.ContentType = null,
        },
        new("html-in-200",
            "A web page comes instead of the stream, with status 200: a fallback for unknown paths, or a login page.",
            "EventSource fails because of the type. A client that checks only the status finds no events.")
        {
            CurlOptions = "-i",
            Answer = _ => Results.Content("<!DOCTYPE html>\n<html lang=\"en\">\n<title>Sign in</title>\n<h1>Sign in</h1>\n<p>Your session has expired.</p>\n</html>\n", "text/html"),
        },
        new("json-in-200",
            "A JSON error comes instead of the stream, with status 200.",
            "EventSource fails because of the type. A client that checks only the status never learns of the error.")
        {
            CurlOptions = "-i",
            Answer = _ => Results.Content("""{"error":{"type":"rate_limit_error","message":"Too many requests. Try again later."}}""", "application/json"),
        },
        new("cors-missing",
            "The response has no Access-Control-Allow-Origin.",
            "A page of another origin gets an error and no event, though the server sends the stream. Open it at localhost from a page at 127.0.0.1, or the other way round.")
        {
            CurlOptions = "-i -N -H 'Origin: http://localhost:3000'",
            AllowsOtherOrigin = false,
        },
        new("redirect-loses-headers",
            "The address redirects to the host's other loopback name. A client drops the Authorization header there, and the stream demands it.",
            "401, although the client was given a token. curl keeps the header with --location-trusted.")
        {
            CurlOptions = "-i -N -L -H 'Authorization: Bearer secret'",
            Answer = Redirect,
        },
    ];

    private static IResult? Redirect(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Authorization.Count == 0)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Refusal.Of(StatusCodes.Status401Unauthorized, "fault-authorization", "The Authorization header is missing. Send one with any value.");
        }

        if (request.Query.ContainsKey(Redirected))
            return null;
        if (!new Uri($"{request.Scheme}://{request.Host}").IsLoopback)
            return Refusal.OfField("Host", $"Must be localhost or 127.0.0.1, between which the stream redirects, but is '{request.Host}'.");
        var other = new HostString(request.Host.Host == "localhost" ? "127.0.0.1" : "localhost", request.Host.Port ?? (request.IsHttps ? 443 : 80));
        return Results.Redirect(
            $"{request.Scheme}://{other}{request.PathBase}{request.Path}{request.QueryString.Add(Redirected, "true")}", preserveMethod: true);
    }
}
