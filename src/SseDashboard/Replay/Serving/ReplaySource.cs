using SseDashboard.Streams;

namespace SseDashboard.Replay;

/// <summary>
/// Writes a recording as it was received: the same bytes in the same chunks, each flushed by itself, at their times or at the
/// steps of a person or test.
/// </summary>
/// <param name="kept">The recording.</param>
/// <param name="start">Where to start.</param>
/// <param name="pace">How fast.</param>
/// <param name="cut">Breaks the connection.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class ReplaySource(KeptRecording kept, ReplayStart start, ReplayPace pace, Action cut, TimeProvider clock) : FrameSource
{
    // Before a connection is broken, so that the bytes written before are on their way.
    private static readonly TimeSpan BeforeCut = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Recording _recording = kept.Recording;
    private readonly ReplayStart _start = start;
    private StreamConnection? _connection;
    private ITimer? _timer;
    private long _began;
    private int _chunk = start.Chunk;
    private int _offset = start.Offset;
    private string? _lastEventId;
    private TimeSpan _lastWrite;
    private int _steps;
    private volatile bool _over;

    /// <summary>Whether each chunk waits for a step.</summary>
    public bool IsStepwise => pace.IsStepwise;

    /// <inheritdoc/>
    public override string? LastEventId => Volatile.Read(ref _lastEventId);

    /// <summary>Lets the next chunk go, or the end.</summary>
    /// <returns>How many chunks are left after it.</returns>
    public int Step()
    {
        int steps = Interlocked.Increment(ref _steps);
        _connection?.Wake();
        return Math.Max(0, _recording.Chunks.Count - FirstChunk - steps);
    }

    /// <summary>Ends the replay: its recording is replaced or deleted.</summary>
    public void End()
    {
        _over = true;
        _connection?.Wake();
    }

    /// <inheritdoc/>
    public override void Attach(StreamConnection connection)
    {
        _connection = connection;
        _began = clock.GetTimestamp();
        SkipChunkWithoutRest();
        kept.Open.Add(this);
    }

    /// <inheritdoc/>
    public override bool Write(StreamConnection connection)
    {
        if (_over)
        {
            connection.Complete();
            return false;
        }

        if (_chunk == _recording.Chunks.Count)
        {
            EndWhenDue(connection);
            return false;
        }

        if (!IsDue(_recording.Chunks[_chunk].At))
            return false;
        var frame = _recording.FrameOf(_chunk, _offset, StreamConnection.MaxBytesPerFlush);
        connection.Put(frame);
        if (frame.Id is { Length: > 0 } id)
            Volatile.Write(ref _lastEventId, id);
        _offset += frame.Bytes.Length;
        _lastWrite = clock.GetElapsedTime(_began);
        SkipChunkWithoutRest();
        return true;
    }

    /// <inheritdoc/>
    public override void Detach()
    {
        _over = true;
        kept.Open.Remove(this);
        _timer?.Dispose();
    }

    // A start at the end of a chunk leaves nothing of it to write.
    private int FirstChunk => _start.Chunk < _recording.Chunks.Count && _start.Offset == _recording.Chunks[_start.Chunk].Bytes.Length ? _start.Chunk + 1 : _start.Chunk;

    private void SkipChunkWithoutRest()
    {
        if (_chunk < _recording.Chunks.Count && _offset == _recording.Chunks[_chunk].Bytes.Length)
            (_chunk, _offset) = (_chunk + 1, 0);
    }

    private void EndWhenDue(StreamConnection connection)
    {
        var end = _recording.End ?? new(_recording.Length, IsCut: false);
        if (!IsDue(end.At) || (end.IsCut && !HasPassed(_lastWrite + BeforeCut)))
            return;
        if (end.IsCut)
            cut();
        else
            connection.Complete();
    }

    // Whether the next chunk, or the end, may be written now. If not, the connection is woken when it may.
    private bool IsDue(TimeSpan recorded) => pace.IsStepwise
        ? _chunk - FirstChunk < Volatile.Read(ref _steps)
        : HasPassed(pace.Due(recorded - _start.At));

    private bool HasPassed(TimeSpan due)
    {
        var wait = due - clock.GetElapsedTime(_began);
        if (wait <= TimeSpan.Zero)
            return true;
        _timer?.Dispose();
        // Timers count in whole milliseconds; one that fires early would have to be set again, as one is that cannot wait longer.
        double wholeMs = Math.Ceiling(Math.Min(wait.TotalMilliseconds, LongestTimer.TotalMilliseconds));
        _timer = clock.CreateTimer(
            static connection => ((StreamConnection)connection!).Wake(), _connection, TimeSpan.FromMilliseconds(wholeMs), Timeout.InfiniteTimeSpan);
        return false;
    }
}
