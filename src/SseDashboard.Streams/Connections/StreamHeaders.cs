using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace SseDashboard.Streams;

/// <summary>The response headers of an event stream, and what a server must not do to its body.</summary>
internal static class StreamHeaders
{
    /// <summary>Sets the headers and turns off what would hold frames back.</summary>
    public static void Set(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // nginx and what speaks its dialect hold a response back until a buffer is full, unless told not to.
        response.Headers["X-Accel-Buffering"] = "no";
        if (StaysOpen(context.Request))
            response.Headers.Connection = "keep-alive";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // Our write timeout decides how long a client may take nothing; a second rule, by bytes a second, would be counted
        // by nobody and cut a slow but steady reader off.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    // Whether the connection can outlive the response. In HTTP/1.0 the end of a body without a length is the end of the
    // connection, and a client may ask for that in HTTP/1.1 (RFC 9112, section 9.3); in HTTP/2 and later the header is
    // malformed (RFC 9113, section 8.2.2).
    private static bool StaysOpen(HttpRequest request) => HttpProtocol.IsHttp11(request.Protocol)
        && !request.Headers.GetCommaSeparatedValues("Connection").Contains("close", StringComparer.OrdinalIgnoreCase);
}
