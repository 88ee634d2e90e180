using System.Buffers;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace SseDashboard.Streams;

/// <summary>One open event stream: the only writer of its response.</summary>
internal sealed class StreamConnection(HttpContext context)
{
    /// <summary>
    /// Sends the headers, then every frame as it comes: all that are ready in one flush. Returns when the channel is
    /// completed.
    /// </summary>
    public async Task DrainAsync(ChannelReader<EventFrame> frames, CancellationToken left)
    {
        await StartAsync(left);
        var body = context.Response.BodyWriter;
        while (await frames.WaitToReadAsync(left))
        {
            while (frames.TryRead(out var frame))
                body.Write(frame.Bytes.Span);
            await body.FlushAsync(left);
        }
    }

    private Task StartAsync(CancellationToken left)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // nginx and what speaks its dialect hold a response back until a buffer is full, unless told not to.
        response.Headers["X-Accel-Buffering"] = "no";
        // A connection-specific header is malformed in HTTP/2 and later (RFC 9113, section 8.2.2).
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
            response.Headers[HeaderNames.Connection] = "keep-alive";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return response.Body.FlushAsync(left);
    }
}
