using SseDashboard.Streams;

namespace SseDashboard.Observing;

/// <summary>The newest blocks, bounded in number and memory. At least one is kept, whatever its size.</summary>
internal sealed class KeptBlocks(int maxBlocks, int maxBytes)
{
    // Objects, times and arrays of a block beside its bytes and text, rounded up.
    private const int Overhead = 500;

    private readonly List<EventBlock> _blocks = [];

    // Dropped ones that are still in the list, so that removing them costs a constant time each on average.
    private int _dead;
    private long _bytes;

    /// <summary>How many blocks were dropped; also the number of the oldest one kept.</summary>
    public long Dropped { get; private set; }

    public int Count => _blocks.Count - _dead;

    public void Add(EventBlock block)
    {
        _blocks.Add(block);
        _bytes += Weight(block);
        while (Count > 1 && (Count > maxBlocks || _bytes > maxBytes))
        {
            _bytes -= Weight(_blocks[_dead]);
            _blocks[_dead++] = null!;
            Dropped++;
        }

        if (_dead > _blocks.Count / 2)
        {
            _blocks.RemoveRange(0, _dead);
            _dead = 0;
        }
    }

    /// <summary>The blocks from a number on, or from the oldest one kept if that is newer; at most so many.</summary>
    public EventBlock[] From(long number, int atMost)
    {
        int skip = (int)Math.Clamp(number - Dropped, 0, Count);
        int start = _dead + skip;
        return [.. _blocks.GetRange(start, Math.Min(_blocks.Count - start, Math.Max(0, atMost)))];
    }

    // UTF-16 text, and 32 bytes for each arrival.
    private static long Weight(EventBlock block) =>
        Overhead + block.Bytes.Length + (32L * block.Chunks.Count)
        + (2L * ((block.Event?.Data.Length ?? 0) + (block.Event?.Type.Length ?? 0) + block.LastEventId.Length));
}
