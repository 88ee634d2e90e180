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
        // A connection-specific header is malformed in HTTP/2 and later (RFC 9113, section 8.2.2).
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
            response.Headers.Connection = "keep-alive";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // Our write timeout decides how long a client may take nothing; a second rule, by bytes a second, would be counted
        // by nobody and cut a slow but steady reader off.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}
