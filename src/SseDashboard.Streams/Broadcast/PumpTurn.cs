namespace SseDashboard.Streams;

/// <summary>
/// What a pump gives a subscriber for its turn: how far to write, and the bytes themselves if a subscriber before it stood at
/// the same place. Most do, so that the history is copied once a round and not once for each.
/// </summary>
internal sealed class PumpTurn
{
    // One block of Kestrel's pool. What is longer is copied from the history into the response's own blocks, where the cost of
    // a copy is that of the bytes.
    private const int Size = 4 * 1024;

    private byte[] _bytes = new byte[Size];
    private int _length;
    private long _after;
    private long _last;

    /// <summary>The last event to write in this turn.</summary>
    public long UpTo { get; set; }

    /// <summary>All bytes from behind an event up to <see cref="UpTo"/>, or none if they are too many or gone.</summary>
    public ReadOnlyMemory<byte> Copy(HistoryRing history, long after)
    {
        if (_length == 0 || _after != after || _last != UpTo)
        {
            _length = history.CopyTo(_bytes, after, UpTo);
            (_after, _last) = (after, UpTo);
        }

        return _bytes.AsMemory(0, _length);
    }

    /// <summary>Leaves the bytes to a writer that has not done with them yet.</summary>
    public void GiveAway()
    {
        _bytes = new byte[Size];
        _length = 0;
    }
}
