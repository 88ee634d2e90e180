using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>
/// One open event stream: the only writer of its response. A <see cref="FrameSource"/> writes through it.
/// </summary>
// Frames, heartbeats and the end all pass one gate, so nothing can interleave. The thread that holds the gate never waits for
// the client: when a flush is pending, writing continues once the client has read.
public sealed partial class StreamConnection : IThreadPoolWorkItem
{
    /// <summary>
    /// About how many bytes a source should put before they are flushed: what Kestrel buffers for a response before it asks the
    /// writer to wait.
    /// </summary>
    public const int MaxBytesPerFlush = 64 * 1024;

    /// <summary>
    /// How often a stream is flushed before it yields the thread, unless a <see cref="WriteTurn"/> limits it: a client that
    /// reads as fast as its producer writes must not keep a thread that other connections need.
    /// </summary>
    internal const int MaxFlushesPerRun = 16;

    private static readonly EventFrame HeartbeatFrame = EventFrame.OfComment("heartbeat");

    private readonly HttpContext _context;
    private readonly PipeWriter _body;
    private readonly FrameSource _source;
    private readonly StreamLife _life;
    private readonly WireTap? _tap;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes the gate, so that nothing is written before <see cref="Open"/>.</summary>
    internal StreamConnection(HttpContext context, FrameSource source, StreamLife life, long id, WireTap? tap)
    {
        _context = context;
        _body = context.Response.BodyWriter;
        _source = source;
        _life = life;
        _tap = tap;
        Id = id;
        Address = StreamAddress.Of(context);
        Path = context.Request.Path.Value ?? "/";
        OpenedAt = life.Clock.GetUtcNow();
        _lastWrite = life.Clock.GetTimestamp();
        _expires = life.ExpiresFrom(_lastWrite);
        _gate.TryEnter();
    }

    /// <summary>Completes when the stream has ended and nothing writes to its response any more.</summary>
    internal Task Done => _done.Task;

    /// <summary>Whether a watcher is to be told of each frame, so that bytes of several frames cannot be put at once.</summary>
    internal bool IsWatched => _tap is not null;

    /// <summary>The response, for copies of frames; each copy has to be counted with <see cref="Count"/>.</summary>
    internal IBufferWriter<byte> Body => _body;

    /// <summary>Tells the connection that its source has frames. Safe from any thread; returns at once.</summary>
    public void Wake()
    {
        if (_gate.TryEnter())
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Puts a frame into the response. Only for the stream's source, within <see cref="FrameSource.Write"/>.</summary>
    public void Put(EventFrame frame)
    {
        // Write copies into the pool's small blocks. GetSpan for a large frame would make the pipe keep one block of its size.
        _body.Write(frame.Bytes.Span);
        Count(frame.Events, frame.Bytes.Length);
        _tap?.Written(frame, isHeartbeat: ReferenceEquals(frame, HeartbeatFrame));
    }

    /// <summary>Ends the stream once the frames put so far are flushed. Safe from any thread.</summary>
    public void Complete() => End(StreamEnd.Completed);

    void IThreadPoolWorkItem.Execute() => Run(null);

    /// <summary>Sends the headers, then the source's frames.</summary>
    internal void Open()
    {
        StreamHeaders.Set(_context);
        _source.Attach(this);
        Run(null);
    }

    /// <summary>Writes on this thread, unless another thread is writing or a flush is pending.</summary>
    /// <param name="turn">Without one, at most <see cref="MaxFlushesPerRun"/> flushes happen here; the rest on the thread pool.</param>
    internal void Write(WriteTurn? turn = null)
    {
        if (_gate.TryEnter())
            Run(turn);
    }

    /// <summary>
    /// Writes frames from the turn's shared block with the flush itself, after everything put before. At most once per
    /// <see cref="FrameSource.Write"/>.
    /// </summary>
    internal void PutShared(ReadOnlyMemory<byte> frames, int events)
    {
        _shared = frames;
        Count(events, frames.Length);
    }

    /// <summary>Counts frames copied into <see cref="Body"/>.</summary>
    internal void Count(int events, int bytes)
    {
        _events += events;
        _bytes += bytes;
    }
}
