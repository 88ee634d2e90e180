using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>The bytes of an observed body, without gaps, and their chunks.</summary>
internal sealed class ObservedBody
{
    private readonly byte[] _bytes;
    private readonly IReadOnlyList<EventBlock> _blocks;
    private readonly List<ChunkArrival> _arrivals;
    private readonly DateTimeOffset _last;

    private ObservedBody(long start, byte[] bytes, IReadOnlyList<EventBlock> blocks, List<ChunkArrival> arrivals, DateTimeOffset last) =>
        (Start, _bytes, _blocks, _arrivals, _last) = (start, bytes, blocks, arrivals, last);

    /// <summary>The offset of the first byte kept.</summary>
    public long Start { get; }

    /// <summary>How many bytes are kept.</summary>
    public int Length => _bytes.Length;

    /// <summary>Whether a block arrived in more chunks than are listed.</summary>
    public bool HasMergedChunks => _blocks.Any(block => block.UnlistedChunks > 0);

    /// <summary>The body of any other response, of which the beginning is kept as one chunk.</summary>
    public static ObservedBody OfBeginning(ObservationSnapshot observed) =>
        new(0, observed.BodyStart.ToArray(), [], [], observed.FirstArrival ?? observed.StartedAt);

    /// <summary>The body of an event stream or of newline-delimited JSON, from its blocks.</summary>
    public static ObservedBody OfBlocks(ObservationSnapshot observed)
    {
        var blocks = observed.Unfinished is { } unfinished ? [.. observed.Blocks, unfinished] : observed.Blocks;
        long start = blocks.Count > 0 ? blocks[0].Offset : 0;
        long end = blocks.Count > 0 ? blocks[^1].Offset + blocks[^1].Bytes.Length : 0;
        // An LF whose CR came in an earlier chunk belongs to no block. Between blocks or after them, nothing else is left out.
        bool endsWithLineFeed = observed.Exceeded is null && observed.Counts.Bytes == end + 1;
        byte[] bytes = new byte[end - start + (endsWithLineFeed ? 1 : 0)];
        bytes.AsSpan().Fill((byte)'\n');
        var arrivals = new List<ChunkArrival>();
        foreach (var block in blocks)
        {
            block.Bytes.CopyTo(bytes.AsMemory((int)(block.Offset - start)));
            // The last chunk of a block can be the first of the next one.
            arrivals.AddRange(block.Chunks.Where(chunk => arrivals.Count == 0 || chunk.Offset > arrivals[^1].Offset));
        }

        return new(start, bytes, blocks, arrivals, observed.LastArrival ?? observed.StartedAt);
    }

    /// <summary>The chunks in order. Bytes whose chunk is not known are a chunk that arrived when their block was complete.</summary>
    public IEnumerable<(DateTimeOffset At, ReadOnlyMemory<byte> Bytes)> Chunks()
    {
        long at = Start, end = Start + Length;
        foreach (var arrival in _arrivals)
        {
            if (arrival.Offset > at)
                yield return (ArrivalOf(at, arrival.Offset) ?? arrival.At, Slice(at, arrival.Offset));
            long from = Math.Max(at, arrival.Offset);
            at = Math.Min(end, arrival.Offset + arrival.Length);
            if (at > from)
                yield return (arrival.At, Slice(from, at));
        }

        if (end > at)
            yield return (ArrivalOf(at, end) ?? _last, Slice(at, end));
    }

    private ReadOnlyMemory<byte> Slice(long from, long to) => _bytes.AsMemory((int)(from - Start)..(int)(to - Start));

    // The last block within these bytes.
    private DateTimeOffset? ArrivalOf(long from, long to)
    {
        for (int i = _blocks.Count - 1; i >= 0 && _blocks[i].Offset + _blocks[i].Bytes.Length > from; i--)
        {
            if (_blocks[i].Offset < to)
                return _blocks[i].LastArrival;
        }

        return null;
    }
}
