using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace SseDashboard.Streams;

/// <summary>The response headers of an event stream.</summary>
internal static class StreamHeaders
{
    public const string ContentType = "text/event-stream";

    /// <summary>Sets the headers and turns off response buffering and the minimum data rate.</summary>
    public static void Set(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache";
        // Keeps nginx, and proxies that honour its header, from buffering the response.
        response.Headers["X-Accel-Buffering"] = "no";
        if (StaysOpen(context.Request))
            response.Headers.Connection = "keep-alive";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // The write timeout already covers stalled clients. Kestrel's minimum data rate would also disconnect slow but steady
        // readers, without counting them.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    // Whether the connection can outlive the response. In HTTP/1.0 the end of a body without a length is the end of the
    // connection, and a client may ask for that in HTTP/1.1 (RFC 9112, section 9.3); in HTTP/2 and later the header is
    // malformed (RFC 9113, section 8.2.2).
    private static bool StaysOpen(HttpRequest request) => HttpProtocol.IsHttp11(request.Protocol)
        && !request.Headers.GetCommaSeparatedValues("Connection").Contains("close", StringComparer.OrdinalIgnoreCase);
}
