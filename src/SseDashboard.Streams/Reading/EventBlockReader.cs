using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SseDashboard.Streams;

/// <summary>
/// Reads one response body as <see cref="EventStreamReader"/> does, but returns all of it: blocks with their bytes, their lines
/// with what each does, and when their chunks arrived. For inspecting and recording streams.
/// </summary>
public sealed class EventBlockReader
{
    private const int BufferBytes = 16 * 1024;

    private readonly EventStreamReaderOptions _options;
    private readonly LineReader _lines;
    private readonly EventBuffers _buffers;

    // The block so far: its offset, its bytes and their chunks.
    private long _offset;
    private PooledBytes _block = new();
    private readonly List<ChunkArrival> _chunks = [];
    private int _unlistedChunks;

    private ChunkArrival _chunk;
    private bool _isInsideChunk;
    private bool _ended;

    /// <inheritdoc cref="EventStreamReader(EventStreamReaderOptions, string)"/>
    public EventBlockReader(EventStreamReaderOptions? options = null, string lastEventId = "")
    {
        _options = options ?? new();
        _lines = new(_options.MaxLineBytes);
        _buffers = new(lastEventId, _options.MaxEventBytes);
    }

    /// <inheritdoc cref="EventStreamReader.LastEventId"/>
    public string LastEventId => _buffers.LastEventId;

    /// <inheritdoc cref="EventStreamReader.ReconnectionTime"/>
    public TimeSpan? ReconnectionTime => _buffers.ReconnectionTime;

    /// <summary>
    /// The block whose blank line has not arrived, as it is so far; <see langword="null"/> between blocks and after
    /// <see cref="End"/>. It copies the bytes.
    /// </summary>
    public EventBlock? Unfinished => _block.Length == 0
        ? null
        : Block(_buffers.IsInsideBlock || _lines.IsInsideLine ? BlockOutcome.Unfinished : BlockOutcome.NoFields, null);

    /// <summary>
    /// Takes the next block from a chunk, and moves <paramref name="chunk"/> past it. Call it until it returns
    /// <see langword="false"/>: then the chunk is used up, and the next call begins a new chunk.
    /// </summary>
    /// <exception cref="EventStreamLimitException">
    /// The stream exceeds a bound. The reader takes no more; <see cref="End"/> returns the block up to the line in question.
    /// </exception>
    /// <exception cref="InvalidOperationException">The reader has ended.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> chunk, DateTimeOffset arrived, [NotNullWhen(true)] out EventBlock? block)
    {
        if (_ended)
            throw new InvalidOperationException("The reader has ended. Create one for each connection, and pass it the last event ID.");
        if (!_isInsideChunk)
            BeginChunk(ref chunk, arrived);

        block = null;
        try
        {
            while (block is null && TryReadLine(ref chunk, out var line))
            {
                var field = FieldLine.Of(line);
                if (field.Effect == LineEffect.EndsBlock)
                    block = EndBlock(chunkIsUsedUp: chunk.IsEmpty);
                else if (field.Effect != LineEffect.Comment)
                    _buffers.Process(field, chunk);
            }
        }
        catch (EventStreamLimitException)
        {
            _ended = true;
            throw;
        }

        _isInsideChunk = block is not null;
        return block is not null;
    }

    /// <summary>Ends the stream. Returns the unfinished block, which is discarded, or comments without a blank line.</summary>
    public EventBlock? End()
    {
        var unfinished = Unfinished;
        _ended = true;
        _lines.Release();
        _buffers.Release();
        _block.Release();
        return unfinished;
    }

    /// <summary>
    /// Reads the blocks of a stream until it ends; the last one may be unfinished. Each read is a chunk. The stream is left open.
    /// </summary>
    /// <param name="stream">The response body.</param>
    /// <param name="time">The clock for the arrivals; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="IOException">The connection broke off; <see cref="End"/> returns the unfinished block.</exception>
    /// <exception cref="EventStreamLimitException">The stream exceeds a bound.</exception>
    public async IAsyncEnumerable<EventBlock> ReadAllAsync(
        Stream stream, TimeProvider? time = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        byte[] buffer = new byte[BufferBytes];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and int length)
        {
            var arrived = (time ?? TimeProvider.System).GetUtcNow();
            var unread = buffer.AsMemory(0, length);
            while (TryRead(ref unread, arrived, out var block))
                yield return block;
        }

        if (End() is { } unfinished)
            yield return unfinished;
    }

    private bool TryRead(ref Memory<byte> unread, DateTimeOffset arrived, [NotNullWhen(true)] out EventBlock? block)
    {
        ReadOnlySpan<byte> chunk = unread.Span;
        bool found = TryRead(ref chunk, arrived, out block);
        unread = unread[^chunk.Length..];
        return found;
    }

    private void BeginChunk(ref ReadOnlySpan<byte> chunk, DateTimeOffset arrived)
    {
        _chunk = new(_offset + _block.Length, chunk.Length, arrived);
        // The block that this LF ends has been returned already.
        if (_block.Length == 0 && _lines.SkipLineFeed(ref chunk))
            _offset++;
        if (chunk.IsEmpty)
            return;
        if (_chunks.Count < _options.MaxChunksPerBlock)
            _chunks.Add(_chunk);
        else
            _unlistedChunks++;
    }

    // Copies the bytes that the line reader takes.
    private bool TryReadLine(ref ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> line)
    {
        var unread = chunk;
        bool found = _lines.TryRead(ref chunk, out line);
        var taken = unread[..^chunk.Length];
        if (_block.Length + taken.Length > _options.MaxEventBytes)
            throw new EventStreamLimitException(nameof(_options.MaxEventBytes), _options.MaxEventBytes);
        _block.Append(taken);
        return found;
    }

    private EventBlock EndBlock(bool chunkIsUsedUp)
    {
        bool hasFields = _buffers.IsInsideBlock;
        var block = _buffers.Dispatch(out var dispatched)
            ? Block(BlockOutcome.Dispatched, dispatched)
            : Block(hasFields ? BlockOutcome.NoData : BlockOutcome.NoFields, null);
        _offset += _block.Length;
        _block.Clear();
        _chunks.Clear();
        _unlistedChunks = 0;
        if (!chunkIsUsedUp)
            _chunks.Add(_chunk);
        return block;
    }

    private EventBlock Block(BlockOutcome outcome, ReceivedEvent? dispatched) => new()
    {
        Offset = _offset,
        Bytes = _block.Written.ToArray(),
        Outcome = outcome,
        Event = dispatched,
        LastEventId = LastEventId,
        ReconnectionTime = ReconnectionTime,
        Chunks = [.. _chunks],
        UnlistedChunks = _unlistedChunks,
        LastArrival = _chunk.At,
    };
}
