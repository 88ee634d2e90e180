using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>
/// Reads the events of one response body exactly as the HTML Living Standard specifies (section 9.2.6, "Interpreting an event
/// stream"), from a stream, a pipe, or bytes pushed as they arrive. Create one for each connection.
/// </summary>
public sealed class EventStreamReader
{
    private const int BufferBytes = 16 * 1024;

    private readonly EventStreamReaderOptions _options;
    private readonly LineReader _lines;
    private readonly EventBuffers _buffers;
    private bool _ended;

    /// <summary>Creates a reader for one connection.</summary>
    /// <param name="options">Bounds and callbacks; <see langword="null"/> for the defaults.</param>
    /// <param name="lastEventId">
    /// The last event ID so far, which events without an id report. It outlives a connection, so pass it on when reconnecting.
    /// </param>
    public EventStreamReader(EventStreamReaderOptions? options = null, string lastEventId = "")
    {
        _options = options ?? new();
        _lines = new(_options.MaxLineBytes);
        _buffers = new(lastEventId, _options.MaxEventBytes);
    }

    /// <summary>
    /// The last event ID, which the next request sends as <c>Last-Event-ID</c> unless it is empty. The id of a block counts from
    /// its blank line on, even if the block has no data.
    /// </summary>
    public string LastEventId => _buffers.LastEventId;

    /// <summary>
    /// The reconnection time that the stream has set; <see langword="null"/> if it set none.
    /// <see cref="TimeSpan.MaxValue"/> stands for any longer one.
    /// </summary>
    public TimeSpan? ReconnectionTime => _buffers.ReconnectionTime;

    /// <summary>
    /// Whether the stream ended inside a block, which is then discarded: "Once the end of the file is reached, any pending data
    /// must be discarded." Its id does not count, so a server resumes before it.
    /// </summary>
    public bool EndedInsideBlock { get; private set; }

    /// <summary>
    /// Takes the next event from bytes that have arrived, and moves <paramref name="chunk"/> past it. Call it until it returns
    /// <see langword="false"/>: then the chunk is used up, and what it began is kept for the next one. An event is complete with
    /// its blank line, also if that ends in CR.
    /// </summary>
    /// <exception cref="EventStreamLimitException">The stream exceeds a bound; the reader has ended.</exception>
    /// <exception cref="InvalidOperationException">The reader has ended.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> chunk, out ReceivedEvent received)
    {
        if (_ended)
            throw new InvalidOperationException("The reader has ended. Create one for each connection, and pass it the last event ID.");
        try
        {
            while (_lines.TryRead(ref chunk, out var line))
            {
                var field = FieldLine.Of(line);
                if (field.Effect == LineEffect.EndsBlock)
                {
                    if (_buffers.Dispatch(out received))
                        return true;
                }
                else if (field.Effect == LineEffect.Comment)
                {
                    _options.OnComment?.Invoke(Encoding.UTF8.GetString(field.Value));
                }
                else
                {
                    _buffers.Process(field, chunk);
                    if (field.Effect == LineEffect.SetsReconnectionTime)
                        _options.OnReconnectionTime?.Invoke(_buffers.ReconnectionTime!.Value);
                }
            }
        }
        catch (EventStreamLimitException)
        {
            End();
            EndedInsideBlock = true;
            throw;
        }

        received = default;
        return false;
    }

    /// <summary>
    /// Ends the stream: discards an unfinished block, which <see cref="EndedInsideBlock"/> reports, and releases the memory.
    /// </summary>
    public void End()
    {
        if (_ended)
            return;
        _ended = true;
        EndedInsideBlock = _buffers.IsInsideBlock || _lines.IsInsideLine;
        _lines.Release();
        _buffers.Release();
    }

    /// <summary>
    /// Reads the events of a stream until it ends. The stream is left open; bytes that were read ahead are lost if the
    /// enumeration stops early.
    /// </summary>
    /// <inheritdoc cref="ReadAllAsync(PipeReader, CancellationToken)"/>
    public IAsyncEnumerable<ReceivedEvent> ReadAllAsync(Stream stream, CancellationToken cancellationToken = default) =>
        ReadAllAsync(PipeReader.Create(stream, new(bufferSize: BufferBytes, leaveOpen: true)), cancellationToken);

    /// <summary>
    /// Reads the events of a pipe until it ends. The pipe is not completed; an enumeration that stops early can be followed by
    /// another.
    /// </summary>
    /// <exception cref="EventStreamLimitException">The stream exceeds a bound; the reader has ended.</exception>
    /// <exception cref="IOException">The connection broke off; the reader has ended.</exception>
    /// <exception cref="OperationCanceledException">The token or the pending read of the pipe was cancelled.</exception>
    public async IAsyncEnumerable<ReceivedEvent> ReadAllAsync(
        PipeReader pipe, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        bool isCompleted = false;
        while (!isCompleted)
        {
            var result = await ReadAsync(pipe, cancellationToken);
            isCompleted = result.IsCompleted;
            long taken = 0;
            try
            {
                if (result.IsCanceled)
                    throw new OperationCanceledException("The pending read of the pipe was cancelled.");
                foreach (var chunk in result.Buffer)
                {
                    var unread = chunk;
                    while (TryRead(ref unread, ref taken, out var received))
                        yield return received;
                }
            }
            finally
            {
                pipe.AdvanceTo(result.Buffer.GetPosition(taken));
            }
        }

        End();
    }

    private async ValueTask<ReadResult> ReadAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        try
        {
            return await pipe.ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            End();
            throw;
        }
    }

    private bool TryRead(ref ReadOnlyMemory<byte> unread, ref long taken, out ReceivedEvent received)
    {
        var chunk = unread.Span;
        bool found = TryRead(ref chunk, out received);
        int length = unread.Length - chunk.Length;
        unread = unread[length..];
        taken += length;
        return found;
    }
}
