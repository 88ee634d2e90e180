using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace SseDashboard.Streams;

/// <summary>Every open event stream of this host; ends them all as soon as a shutdown begins.</summary>
public sealed class ConnectionRegistry(IHostApplicationLifetime lifetime)
{
    // A producer that is this many frames ahead of its client waits.
    private const int FramesAhead = 64;

    private readonly ConcurrentDictionary<StreamConnection, byte> _open = new();

    /// <summary>How many streams are open now.</summary>
    public int Count => _open.Count;

    internal async Task RunAsync(HttpContext context, FrameProducer produce)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var connection = new StreamConnection(context);
        _open[connection] = 0;
        var frames = Channel.CreateBounded<EventFrame>(new BoundedChannelOptions(FramesAhead) { SingleReader = true });
        try
        {
            var producing = ProduceAsync(produce, frames.Writer, left.Token);
            await connection.DrainAsync(frames.Reader, left.Token);
            await producing;
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The client left or the host stops: an ordinary end of a stream.
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    private static async Task ProduceAsync(FrameProducer produce, ChannelWriter<EventFrame> frames, CancellationToken left)
    {
        try
        {
            await produce(frames, left);
            frames.Complete();
        }
        catch (Exception error)
        {
            frames.Complete(error);
        }
    }
}
