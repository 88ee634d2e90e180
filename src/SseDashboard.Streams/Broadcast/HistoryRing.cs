using System.Buffers;
using System.Numerics;

namespace SseDashboard.Streams;

/// <summary>
/// The last events of a broadcast: their bytes in one ring, as they go on the wire. One thread at a time adds; any number
/// read at the same time without a lock, and look afterwards whether what they copied was still there.
/// </summary>
internal sealed class HistoryRing
{
    private const int FirstBytes = 16 * 1024;

    private readonly int _mostEvents;
    private readonly int _mostBytes;
    private readonly int _mask;

    // By sequence number: where the event's bytes end, counted from the first byte ever added.
    private readonly long[] _ends;
    private byte[] _bytes = new byte[FirstBytes];
    private long _head;
    private long _oldest = 1;

    /// <summary>Creates an empty history.</summary>
    /// <param name="mostEvents">The most events it keeps.</param>
    /// <param name="mostBytes">The most bytes it keeps; no event may have more.</param>
    public HistoryRing(int mostEvents, int mostBytes)
    {
        _mostEvents = mostEvents;
        _mostBytes = mostBytes;
        // One more, for the end of the event before the oldest.
        _ends = new long[BitOperations.RoundUpToPowerOf2((uint)mostEvents + 1)];
        _mask = _ends.Length - 1;
    }

    /// <summary>The sequence number of the last event; 0 before the first.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>The sequence number of the oldest event that is still there.</summary>
    public long Oldest => Volatile.Read(ref _oldest);

    /// <summary>Adds an event and forgets as many of the oldest as it takes.</summary>
    public void Add(ReadOnlySpan<byte> frame)
    {
        long sequence = _head + 1;
        long end = _ends[_head & _mask] + frame.Length;
        long oldest = _oldest;
        while (sequence - oldest >= _mostEvents || end - _ends[(oldest - 1) & _mask] > _mostBytes)
            oldest++;
        if (oldest != _oldest)
        {
            Volatile.Write(ref _oldest, oldest);
            // Readers must learn that those events are gone before they find their bytes written over.
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
    /// Copies the events that follow one, up to another that exists: as many as fit, but at least one, in one piece.
    /// </summary>
    /// <returns>How many events; 0, and nothing written, if the first of them is gone.</returns>
    public int CopyTo(IBufferWriter<byte> body, long after, long upTo, int most, out int length)
    {
        length = 0;
        long begin = Volatile.Read(ref _ends[after & _mask]);
        long last = LastWithin(begin + most, after + 1, upTo);
        long end = Volatile.Read(ref _ends[last & _mask]);
        if (IsGone(after + 1) || !TryCopy(body.GetSpan((int)(end - begin)), after, begin, (int)(end - begin)))
            return 0;

        length = (int)(end - begin);
        body.Advance(length);
        return (int)(last - after);
    }

    /// <summary>Copies all events that follow one, up to another that exists.</summary>
    /// <returns>How many bytes; 0 if they do not fit or the first of the events is gone.</returns>
    public int CopyTo(Span<byte> target, long after, long upTo)
    {
        long begin = Volatile.Read(ref _ends[after & _mask]);
        long length = Volatile.Read(ref _ends[upTo & _mask]) - begin;
        return !IsGone(after + 1) && length <= target.Length && TryCopy(target, after, begin, (int)length) ? (int)length : 0;
    }

    // The bytes must be those of events that were there a moment ago: then the length is right.
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
        // Whatever was read before must have been read before this.
        Volatile.ReadBarrier();
        return sequence < Oldest;
    }

    // The last event that ends at or before this byte, or else the first: the ends grow with the numbers.
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

    // A reader that still has the smaller array finds there all that it knows of.
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
