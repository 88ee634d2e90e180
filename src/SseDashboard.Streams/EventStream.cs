using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Streams;

/// <summary>Writes frames to a stream; completes when the stream is to end.</summary>
/// <param name="frames">Takes the frames. It is bounded: a writer ahead of its client waits.</param>
/// <param name="left">Signalled when the client has left, or the host is shutting down.</param>
public delegate Task FrameProducer(ChannelWriter<EventFrame> frames, CancellationToken left);

/// <summary>Answers a request with an event stream.</summary>
public static class EventStream
{
    /// <summary>
    /// A stream of the frames that <paramref name="produce"/> writes. The headers go out at once, before the first frame;
    /// the response ends when the producer completes.
    /// </summary>
    public static IResult From(FrameProducer produce) => new ScriptedResult(produce);

    private sealed class ScriptedResult(FrameProducer produce) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var registry = httpContext.RequestServices.GetRequiredService<ConnectionRegistry>();
            return registry.RunAsync(httpContext, produce);
        }
    }
}
