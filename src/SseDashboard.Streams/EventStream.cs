using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Streams;

/// <summary>Writes frames to a stream; completes when the stream is to end.</summary>
/// <param name="frames">Takes the frames. It is bounded: a writer ahead of its client waits.</param>
/// <param name="left">
/// Signalled when the stream has ended: the client has left, or the host is shutting down. A producer that ignores it for
/// longer than <see cref="StreamOptions.ProducerTimeout"/> is logged and no longer waited for.
/// </param>
public delegate Task FrameProducer(ChannelWriter<EventFrame> frames, CancellationToken left);

/// <summary>Answers a request with an event stream.</summary>
public static class EventStream
{
    /// <summary>
    /// A stream of the frames that <paramref name="produce"/> writes. The headers go out at once, before the first frame;
    /// the response ends when the producer completes. An exception of the producer is logged and ends the stream.
    /// </summary>
    /// <param name="produce">Writes the frames.</param>
    /// <param name="settings">What this stream does otherwise than the options say, for instance without heartbeats.</param>
    public static IResult From(FrameProducer produce, StreamSettings? settings = null) =>
        new ScriptedResult(produce, settings);

    /// <summary>A stream of a broadcast, from where the client left off (<c>Last-Event-ID</c>), or live for a new client.</summary>
    /// <param name="channel">The channel to listen to.</param>
    /// <param name="settings">What this stream does otherwise than the options say.</param>
    public static IResult From(BroadcastChannel channel, StreamSettings? settings = null) =>
        new BroadcastResult(channel, settings);

    /// <summary>The answer to a HEAD request for a stream (RFC 9110, section 9.3.2): its headers. It takes no place and ends at once.</summary>
    public static IResult Head { get; } = new HeadResult();

    /// <summary>
    /// The id of the last event that the client has: the <c>Last-Event-ID</c> header, or else the query parameter
    /// <c>lastEventId</c>, for a first connection, for which an EventSource sends no header. None if both are absent or empty.
    /// </summary>
    public static string? LastEventIdOf(HttpRequest request)
    {
        string? id = ResumePoint.Header(request);
        if (string.IsNullOrEmpty(id))
            id = request.Query[ResumePoint.Parameter];
        return string.IsNullOrEmpty(id) ? null : id;
    }

    private sealed class ScriptedResult(FrameProducer produce, StreamSettings? settings) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (HttpMethods.IsHead(httpContext.Request.Method))
            {
                await Head.ExecuteAsync(httpContext);
                return;
            }

            var registry = httpContext.RequestServices.GetRequiredService<ConnectionRegistry>();
            using var left = new CancellationTokenSource();
            var script = new ScriptSource(registry.Options, produce, left.Token);
            if (await registry.RunAsync(httpContext, script, settings) is not { } connection)
                return;
            var cancelling = left.CancelAsync();
            // First: a producer that ignores its token must not keep the client from seeing the end.
            await httpContext.Response.CompleteAsync();
            await connection.WaitForProducerAsync(Task.WhenAll(cancelling, script.Producing));
        }
    }

    private sealed class BroadcastResult(BroadcastChannel channel, StreamSettings? settings) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => HttpMethods.IsHead(httpContext.Request.Method)
            ? Head.ExecuteAsync(httpContext)
            : channel.Registry.RunAsync(httpContext, new CursorSource(channel, ResumePoint.Of(httpContext.Request)), settings);
    }

    private sealed class HeadResult : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            StreamHeaders.Set(httpContext);
            return Task.CompletedTask;
        }
    }
}
