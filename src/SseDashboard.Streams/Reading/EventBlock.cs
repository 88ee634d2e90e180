namespace SseDashboard.Streams;

/// <summary>The arrival of a chunk.</summary>
/// <param name="Offset">The offset of its first byte in the stream.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="At">When it arrived.</param>
public readonly record struct ChunkArrival(long Offset, int Length, DateTimeOffset At);

/// <summary>What became of a block.</summary>
public enum BlockOutcome
{
    /// <summary>Its event was dispatched.</summary>
    Dispatched,

    /// <summary>It has fields but no data, so nothing was dispatched. Its id counts; its type does not.</summary>
    NoData,

    /// <summary>It has no fields: comments, such as heartbeats, or a blank line alone.</summary>
    NoFields,

    /// <summary>Its blank line has not arrived. At the end of the stream it is discarded.</summary>
    Unfinished,
}

/// <summary>
/// The lines of an event stream up to and including a blank line, and what they did (HTML Living Standard, sections 9.2.5 and
/// 9.2.6).
/// </summary>
public sealed class EventBlock
{
    /// <summary>The offset of its first byte in the stream.</summary>
    public required long Offset { get; init; }

    /// <summary>
    /// Its bytes as they arrived, the first block's with the byte order mark if there is one. An LF that arrives in a later chunk
    /// than the CR of its blank line is not included, as the block is complete before: it lies between two blocks.
    /// </summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>What became of it.</summary>
    public required BlockOutcome Outcome { get; init; }

    /// <summary>The event, if one was dispatched.</summary>
    public ReceivedEvent? Event { get; init; }

    /// <summary>The last event ID after this block.</summary>
    public required string LastEventId { get; init; }

    /// <summary>The reconnection time after this block; <see langword="null"/> if the stream has set none.</summary>
    public TimeSpan? ReconnectionTime { get; init; }

    /// <summary>
    /// The chunks in which it arrived, in order; at most <see cref="EventStreamReaderOptions.MaxChunksPerBlock"/>. The first and
    /// the last may hold bytes of other blocks as well: blocks of one chunk arrived at the same time.
    /// </summary>
    public required IReadOnlyList<ChunkArrival> Chunks { get; init; }

    /// <summary>How many further chunks there were, which <see cref="Chunks"/> does not list.</summary>
    public int UnlistedChunks { get; init; }

    /// <summary>When its last byte so far arrived.</summary>
    public required DateTimeOffset LastArrival { get; init; }

    /// <summary>Whether it starts with the byte order mark of the stream, which belongs to no line.</summary>
    public bool HasByteOrderMark => Offset == 0 && Bytes.Span.StartsWith(LineReader.ByteOrderMark);

    /// <summary>Its lines, split anew on each call, so that a block of very many lines costs no more than its bytes.</summary>
    public IEnumerable<BlockLine> Lines()
    {
        for (int start = HasByteOrderMark ? LineReader.ByteOrderMark.Length : 0; start < Bytes.Length;)
        {
            var line = LineAt(start);
            yield return line;
            start = line.LineEnd.End.Value;
        }
    }

    private BlockLine LineAt(int start)
    {
        var rest = Bytes.Span[start..];
        int length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        return length < 0
            ? BlockLine.Of(rest, start, lineEnd: 0)
            : BlockLine.Of(rest[..length], start, lineEnd: rest[length..].StartsWith("\r\n"u8) ? 2 : 1);
    }
}
