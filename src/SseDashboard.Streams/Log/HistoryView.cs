using System.Buffers;

namespace SseDashboard.Streams;

/// <summary>Where an epoch begins: its events come after this sequence number.</summary>
internal readonly record struct EpochStart(string Epoch, long After);

/// <summary>Where an id is in a history.</summary>
internal enum Standing
{
    /// <summary>In it: the stream resumes exactly after the event.</summary>
    Within,

    /// <summary>After the end of its epoch: that event was lost when the next epoch began.</summary>
    Lost,

    /// <summary>In the current epoch, but after the last event known here.</summary>
    Ahead,

    /// <summary>Of an epoch unknown here.</summary>
    Unknown,
}

/// <summary>
/// A history as this host knows it: the last events, and the epochs that their ids belong to. Sequence numbers go on from one
/// epoch to the next. A history that turns out to be another one, or shorter, gets a new view; the version tells which is newer.
/// </summary>
internal sealed class HistoryView(HistoryRing ring, IReadOnlyList<EpochStart> epochs, long version)
{
    private long _end = long.MaxValue;

    /// <summary>The last events.</summary>
    public HistoryRing Ring => ring;

    /// <summary>The epochs, oldest first; never empty.</summary>
    public IReadOnlyList<EpochStart> Epochs => epochs;

    /// <summary>Greater than that of any earlier view of the channel.</summary>
    public long Version => version;

    /// <summary>The epoch of the next event, as far as this host knows.</summary>
    public string Epoch => epochs[^1].Epoch;

    /// <summary>The sequence number of the last event.</summary>
    // The ring first: if that is past the end, then the end is set.
    public long Head => Math.Min(ring.Head, Volatile.Read(ref _end));

    /// <summary>The sequence number of the oldest event kept; one more than <see cref="Head"/> if none is.</summary>
    public long Oldest
    {
        get
        {
            long oldest = ring.Oldest, end = Volatile.Read(ref _end);
            return oldest > end ? end + 1 : oldest;
        }
    }

    /// <summary>
    /// Ends the view with the ring's last event: what is added from now on has an epoch that is not in this view. Only for the
    /// thread that adds.
    /// </summary>
    public void Close() => Volatile.Write(ref _end, ring.Head);

    /// <summary>The id of the event with that sequence number.</summary>
    public string IdOf(long sequence)
    {
        int at = epochs.Count - 1;
        while (at > 0 && sequence <= epochs[at].After)
            at--;
        return new BroadcastId(epochs[at].Epoch, sequence).ToString();
    }

    /// <summary>Finds an id. For a lost one, the sequence number is that of the last event of its epoch which is left.</summary>
    public (Standing Standing, long Sequence) Locate(BroadcastId id)
    {
        for (int at = epochs.Count - 1; at >= 0; at--)
        {
            if (epochs[at].Epoch != id.Epoch)
                continue;
            if (at == epochs.Count - 1)
                return (id.Sequence <= Head ? Standing.Within : Standing.Ahead, id.Sequence);
            long end = epochs[at + 1].After;
            return id.Sequence <= end ? (Standing.Within, id.Sequence) : (Standing.Lost, end);
        }

        return (Standing.Unknown, 0);
    }

    /// <summary>The event with that sequence number; none if it has fallen out of the history.</summary>
    public EventFrame? FrameOf(long sequence)
    {
        var bytes = new ArrayBufferWriter<byte>();
        return ring.CopyTo(bytes, sequence - 1, sequence, max: 0, out _) > 0
            ? EventFrame.OfBytes(bytes.WrittenSpan.ToArray(), events: 1, IdOf(sequence))
            : null;
    }
}
