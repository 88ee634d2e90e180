using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>
/// One open event stream: the only writer of its response. Frames, heartbeats and the end all go through one gate, so that
/// nothing can interleave, and whoever holds the gate never waits for the client: a flush that is pending goes on when the
/// client has read.
/// </summary>
internal sealed partial class StreamConnection : IThreadPoolWorkItem
{
    /// <summary>
    /// About how many bytes a source writes before they are flushed: what Kestrel buffers for a response before it asks the
    /// writer to wait.
    /// </summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>
    /// How often a stream is flushed before others have their turn, unless a pump has set its turn's end: a client that reads
    /// as fast as its producer writes must not keep a thread that other connections need.
    /// </summary>
    public const int MostFlushes = 16;

    private static readonly EventFrame HeartbeatFrame = EventFrame.OfComment("heartbeat");

    private readonly HttpContext _context;
    private readonly PipeWriter _body;
    private readonly FrameSource _source;
    private readonly StreamLife _life;
    private readonly WireTap? _tap;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes the gate, so that nothing is written before <see cref="Open"/>.</summary>
    public StreamConnection(HttpContext context, FrameSource source, StreamLife life, long id, WireTap? tap)
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
    public Task Done => _done.Task;

    /// <summary>Whether a watcher wants every frame by itself.</summary>
    public bool IsWatched => _tap is not null;

    /// <summary>Sends the headers at once, then whatever is ready.</summary>
    public void Open()
    {
        StreamHeaders.Set(_context);
        _source.Attach(this);
        Run(null);
    }

    /// <summary>Has what is ready written on a thread of the pool, if it is not being written already.</summary>
    public void Wake()
    {
        if (_gate.TryEnter())
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Writes what is ready on this thread, unless another one does or the client has yet to read.</summary>
    /// <param name="turn">The turn, if a pump gives one; without, at most <see cref="MostFlushes"/> flushes are made here and
    /// the rest on a thread of the pool.</param>
    public void Write(PumpTurn? turn = null)
    {
        if (_gate.TryEnter())
            Run(turn);
    }

    /// <summary>Puts a frame into the response, to be flushed with all others. Only for the source, while it is asked.</summary>
    public void Put(EventFrame frame)
    {
        // In the pool's small blocks, if it is large: one block of its size would be kept for ever.
        _body.Write(frame.Bytes.Span);
        Count(frame.Comment is null ? 1 : 0, frame.Bytes.Length);
        _tap?.Written(frame, isHeartbeat: ReferenceEquals(frame, HeartbeatFrame));
    }

    /// <summary>
    /// Puts several events of a history into the response at once, in a turn as the flush itself, if they are short; returns
    /// how many: 0 if the first is gone.
    /// </summary>
    public int Put(HistoryRing history, long after, long upTo, PumpTurn? turn)
    {
        if (turn?.Copy(history, after) is { IsEmpty: false } copied)
        {
            _last = copied;
            Count((int)(turn.UpTo - after), copied.Length);
            return (int)(turn.UpTo - after);
        }

        int events = history.CopyTo(_body, after, upTo, MostBytes, out int bytes);
        Count(events, bytes);
        return events;
    }

    void IThreadPoolWorkItem.Execute() => Run(null);
}
