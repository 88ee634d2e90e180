using System.Buffers;
using SseDashboard.Streams;

namespace SseDashboard.Observing;

/// <summary>
/// Splits newline-delimited JSON into its lines. It is no event stream, but it is a stream: each line is a block, and arrives when
/// its last byte does.
/// </summary>
/// <param name="maxLineBytes">The longest line, with its line end.</param>
/// <param name="maxChunks">The most arrivals listed for one line.</param>
internal sealed class JsonLines(int maxLineBytes, int maxChunks)
{
    /// <summary>The name of a line among the blocks.</summary>
    public const string BlockName = "line";

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "application/x-ndjson", "application/ndjson", "application/jsonl", "application/jsonlines", "application/x-jsonlines", "application/stream+json",
    };

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly List<ChunkArrival> _chunks = [];
    private int _unlistedChunks;
    private long _offset;
    private ChunkArrival _chunk;

    /// <summary>The line whose end has not arrived; <see langword="null"/> if there is none.</summary>
    public EventBlock? Unfinished => _line.WrittenCount == 0 ? null : Block(BlockOutcome.Unfinished, null);

    /// <summary>Whether a media type, in lower case, is that of newline-delimited JSON. None of them is registered; all are in use.</summary>
    public static bool IsType(string? mediaType) => mediaType is not null && Types.Contains(mediaType);

    /// <summary>Reads a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="at">When it arrived.</param>
    /// <param name="keep">Takes each line that is complete.</param>
    /// <returns>Whether to go on; <see langword="false"/> once a line is longer than the bound.</returns>
    public bool Read(ReadOnlySpan<byte> chunk, DateTimeOffset at, Action<EventBlock> keep)
    {
        _chunk = new(_offset + _line.WrittenCount, chunk.Length, at);
        while (!chunk.IsEmpty)
        {
            var taken = chunk[..(chunk.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : chunk.Length)];
            if (_line.WrittenCount + taken.Length > maxLineBytes)
                return false;
            if (_chunks.Count < maxChunks)
                _chunks.Add(_chunk);
            else
                _unlistedChunks++;
            _line.Write(taken);
            chunk = chunk[taken.Length..];
            if (taken[^1] == '\n')
                keep(EndLine());
        }

        return true;
    }

    /// <summary>
    /// Ends the body. The last line needs no line end if the response is complete; otherwise it may be a part of one.
    /// </summary>
    /// <returns>The last line; <see langword="null"/> if there is none.</returns>
    public EventBlock? End(bool isComplete) => _line.WrittenCount == 0 ? null : isComplete ? EndLine() : Unfinished;

    private EventBlock EndLine()
    {
        bool isBlank = _line.WrittenSpan.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        var block = isBlank
            ? Block(BlockOutcome.NoFields, null)
            : Block(BlockOutcome.Dispatched, new(BlockName, System.Text.Encoding.UTF8.GetString(_line.WrittenSpan.TrimEnd("\r\n"u8)), ""));
        _offset += _line.WrittenCount;
        _line.ResetWrittenCount();
        _chunks.Clear();
        _unlistedChunks = 0;
        return block;
    }

    private EventBlock Block(BlockOutcome outcome, ReceivedEvent? line) => new()
    {
        Offset = _offset,
        Bytes = _line.WrittenSpan.ToArray(),
        Outcome = outcome,
        Event = line,
        LastEventId = "",
        Chunks = [.. _chunks],
        UnlistedChunks = _unlistedChunks,
        LastArrival = _chunk.At,
    };
}
