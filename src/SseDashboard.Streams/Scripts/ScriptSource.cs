using System.Threading.Channels;

namespace SseDashboard.Streams;

/// <summary>
/// The queue between a producer and its connection, bounded in frames and in bytes. A producer ahead of its client waits.
/// </summary>
internal sealed class ScriptSource(StreamOptions bounds, FrameProducer produce, CancellationToken ended) : FrameSource
{
    // Put per flush. A client that does not read holds this much in the response besides what the server buffers.
    private const int MaxBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<EventFrame> _frames = new();
    private StreamConnection? _connection;
    private TaskCompletionSource<bool>? _space;
    private Exception? _error;
    private int _bytes;
    private int _refused;
    private bool _completed;
    private bool _detached;
    private string? _lastEventId;

    /// <inheritdoc/>
    public override string? LastEventId => Volatile.Read(ref _lastEventId);

    /// <summary>The running producer. It never faults: an exception ends the stream and is logged.</summary>
    public Task Producing { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public override void Attach(StreamConnection connection)
    {
        _connection = connection;
        // On the thread pool, because the producer may run for long before its first await, and the headers must not wait for it.
        Producing = Task.Run(ProduceAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    public override bool Write(StreamConnection connection)
    {
        int bytes = 0;
        while (bytes < MaxBytes && TryTake(out var frame))
        {
            connection.Put(frame);
            if (frame.Id is { } id)
                Volatile.Write(ref _lastEventId, id);
            bytes += frame.Bytes.Length;
        }

        if (bytes == 0 && IsExhausted())
        {
            Report();
            connection.Complete();
        }

        return bytes > 0;
    }

    /// <inheritdoc/>
    public override void Detach()
    {
        lock (_lock)
        {
            _detached = true;
            _frames.Clear();
            _bytes = 0;
            _space?.TrySetCanceled(ended);
        }

        Report();
    }

    private async Task ProduceAsync()
    {
        try
        {
            await produce(new QueueWriter(this), ended);
            TryComplete(null);
        }
        catch (OperationCanceledException) when (_connection!.Reason != StreamEnd.None)
        {
            TryComplete(null);
        }
        catch (Exception error)
        {
            if (!TryComplete(error))
                _connection!.Fail(error);
        }
    }

    // The exception may come before or after the end of the stream; it is logged once in either case.
    private void Report()
    {
        if (Interlocked.Exchange(ref _error, null) is { } error)
            _connection!.Fail(error);
    }

    // Both under one lock: a frame added just before the completion must not be left behind.
    private bool IsExhausted()
    {
        lock (_lock)
            return _completed && _frames.Count == 0;
    }

    private bool TryTake(out EventFrame frame)
    {
        lock (_lock)
        {
            if (!_frames.TryDequeue(out frame!))
                return false;
            _bytes -= frame.Bytes.Length;
            if (_space is not null && HasRoomFor(_refused))
            {
                _space.TrySetResult(true);
                _space = null;
            }

            return true;
        }
    }

    private bool TryAdd(EventFrame frame)
    {
        lock (_lock)
        {
            if (_completed || _detached)
                return false;
            if (!HasRoomFor(frame.Bytes.Length))
            {
                _refused = frame.Bytes.Length;
                return false;
            }

            _frames.Enqueue(frame);
            _bytes += frame.Bytes.Length;
        }

        _connection!.Wake();
        return true;
    }

    // A frame larger than the bound passes when the queue is empty; it could never be written otherwise.
    private bool HasRoomFor(int bytes) =>
        _frames.Count == 0 || (_frames.Count < bounds.MaxQueuedFrames && _bytes + bytes <= bounds.MaxQueuedBytes);

    // WaitToWriteAsync does not know the next frame, so this waits for room for the frame refused last. A larger one is refused
    // again, and the next wait is for its size.
    private Task<bool> SpaceAsync()
    {
        lock (_lock)
        {
            if (_detached)
                return Task.FromCanceled<bool>(ended.IsCancellationRequested ? ended : new(canceled: true));
            if (_completed || HasRoomFor(_refused))
                return Task.FromResult(!_completed);
            return (_space ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private bool TryComplete(Exception? error)
    {
        lock (_lock)
        {
            if (_completed)
                return false;
            _error = error;
            _completed = true;
            _space?.TrySetResult(false);
        }

        if (_detached)
            Report();
        else
            _connection!.Wake();
        return true;
    }

    private sealed class QueueWriter(ScriptSource queue) : ChannelWriter<EventFrame>
    {
        public override bool TryWrite(EventFrame item) => queue.TryAdd(item);

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
            new(queue.SpaceAsync().WaitAsync(cancellationToken));

        public override bool TryComplete(Exception? error = null) => queue.TryComplete(error);
    }
}
