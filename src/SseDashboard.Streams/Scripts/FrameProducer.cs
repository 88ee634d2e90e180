using System.Threading.Channels;

namespace SseDashboard.Streams;

/// <summary>Writes frames to a stream; the stream ends when the returned task completes.</summary>
/// <param name="frames">Takes the frames. It is bounded: a producer ahead of its client waits.</param>
/// <param name="cancellationToken">
/// Signalled when the stream has ended: the client has left, or the host is shutting down. A producer that ignores it for
/// longer than <see cref="StreamOptions.ProducerTimeout"/> is logged and abandoned.
/// </param>
public delegate Task FrameProducer(ChannelWriter<EventFrame> frames, CancellationToken cancellationToken);
