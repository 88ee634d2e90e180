using System.Buffers;
using System.Numerics;

namespace SseDashboard.Streams;

/// <summary>
/// The last events of a broadcast, encoded, in one ring of bytes. One thread at a time adds. Any number of threads read
/// concurrently without a lock; they check after copying that the bytes had not been overwritten.
/// </summary>
internal sealed class HistoryRing
{
    private const int FirstBytes = 16 * 1024;

    private readonly int _maxEvents;
    private readonly int _maxBytes;
    private readonly int _mask;

    // By sequence number: the offset at which the event ends, counted from the first byte ever added.
    private readonly long[] _ends;
    private byte[] _bytes = new byte[FirstBytes];
    private long _head;
    private long _oldest;

    /// <summary>Creates an empty history.</summary>
    /// <param name="maxEvents">The most events it keeps.</param>
    /// <param name="maxBytes">The most bytes it keeps; no event may have more.</param>
    /// <param name="after">The sequence number of the event before the first.</param>
    public HistoryRing(int maxEvents, int maxBytes, long after = 0)
    {
        _head = after;
        _oldest = after + 1;
        _maxEvents = maxEvents;
        _maxBytes = maxBytes;
        // One more, for the end of the event before the oldest, which is where the oldest begins.
        _ends = new long[BitOperations.RoundUpToPowerOf2((uint)maxEvents + 1)];
        _mask = _ends.Length - 1;
    }

    /// <summary>The sequence number of the last event; before the first, that of the event before it.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>The sequence number of the oldest event kept.</summary>
    public long Oldest => Volatile.Read(ref _oldest);

    /// <summary>Adds an event and evicts as many of the oldest as needed.</summary>
    public void Add(ReadOnlySpan<byte> frame)
    {
        long sequence = _head + 1;
        long end = _ends[_head & _mask] + frame.Length;
        long oldest = _oldest;
        while (sequence - oldest >= _maxEvents || end - _ends[(oldest - 1) & _mask] > _maxBytes)
            oldest++;
        if (oldest != _oldest)
        {
            Volatile.Write(ref _oldest, oldest);
            // Readers must see that those events are gone before their bytes are overwritten.
            Volatile.WriteBarrier();
        }

        long begin = _ends[(oldest - 1) & _mask];
        if (end - begin > _bytes.Length)
            Grow(begin, end);
        Split(_bytes, end - frame.Length, frame.Length, out var front, out var back);
        frame[..front.Length].CopyTo(front);
        frame[front.Length..].CopyTo(back);
        _ends[sequence & _mask] = end;
        Volatile.Write(ref _head, sequence);
    }

    /// <summary>
    /// Copies the events after one, up to another that exists: as many as fit into <paramref name="max"/> bytes, but at least
    /// one.
    /// </summary>
    /// <returns>How many events; 0, and nothing written, if the first of them is gone.</returns>
    public int CopyTo(IBufferWriter<byte> body, long after, long upTo, int max, out int length)
    {
        length = 0;
        long begin = Volatile.Read(ref _ends[after & _mask]);
        long last = LastWithin(begin + max, after + 1, upTo);
        long end = Volatile.Read(ref _ends[last & _mask]);
        if (IsGone(after + 1) || !TryCopy(body.GetSpan((int)(end - begin)), after, begin, (int)(end - begin)))
            return 0;

        length = (int)(end - begin);
        body.Advance(length);
        return (int)(last - after);
    }

    /// <summary>Copies all events after one, up to another that exists.</summary>
    /// <returns>How many bytes; 0 if they do not fit or the first of them is gone.</returns>
    public int CopyTo(Span<byte> target, long after, long upTo)
    {
        long begin = Volatile.Read(ref _ends[after & _mask]);
        long length = Volatile.Read(ref _ends[upTo & _mask]) - begin;
        return !IsGone(after + 1) && length <= target.Length && TryCopy(target, after, begin, (int)length) ? (int)length : 0;
    }

    // The caller has checked, after reading the offsets, that the events were there, so the length is valid.
    private bool TryCopy(Span<byte> target, long after, long begin, int length)
    {
        Split(Volatile.Read(ref _bytes), begin, length, out var front, out var back);
        front.CopyTo(target);
        back.CopyTo(target[front.Length..]);
        return !IsGone(after + 1);
    }

    private static void Split(byte[] bytes, long begin, int length, out Span<byte> front, out Span<byte> back)
    {
        int at = (int)(begin & (bytes.Length - 1));
        int first = Math.Min(length, bytes.Length - at);
        front = bytes.AsSpan(at, first);
        back = bytes.AsSpan(0, length - first);
    }

    private bool IsGone(long sequence)
    {
        // Keeps the reads before this from moving past it.
        Volatile.ReadBarrier();
        return sequence < Oldest;
    }

    // Binary search for the last event that ends at or before this offset, or else the first event.
    private long LastWithin(long end, long first, long last)
    {
        if (Volatile.Read(ref _ends[last & _mask]) <= end)
            return last;
        while (first + 1 < last)
        {
            long middle = first + ((last - first) / 2);
            if (Volatile.Read(ref _ends[middle & _mask]) <= end)
                first = middle;
            else
                last = middle;
        }

        return first;
    }

    // A reader that still uses the smaller array finds there every event it knows of.
    private void Grow(long begin, long end)
    {
        byte[] larger = new byte[BitOperations.RoundUpToPowerOf2((ulong)(end - begin))];
        long kept = _ends[_head & _mask];
        for (long at = begin; at < kept;)
        {
            Split(_bytes, at, (int)Math.Min(kept - at, _bytes.Length), out var front, out _);
            Split(larger, at, front.Length, out var head, out var rest);
            front[..head.Length].CopyTo(head);
            front[head.Length..].CopyTo(rest);
            at += front.Length;
        }

        Volatile.Write(ref _bytes, larger);
    }
}
