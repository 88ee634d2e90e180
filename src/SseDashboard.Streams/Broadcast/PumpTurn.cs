namespace SseDashboard.Streams;

/// <summary>
/// A pump's turn at a subscriber: how far to write, and a block with the bytes. Most subscribers have the same cursor, so the
/// history is copied into the block once per round rather than once per subscriber.
/// </summary>
internal sealed class PumpTurn : WriteTurn
{
    // One block of Kestrel's pool. More than that is copied from the history straight into the response: there the bytes, not
    // the number of copies, dominate the cost.
    private const int Size = 4 * 1024;

    private byte[] _bytes = new byte[Size];
    private int _length;
    private HistoryRing? _from;
    private long _after;
    private long _last;

    /// <summary>What this host holds of the channel, as of this turn; none while it holds nothing.</summary>
    public HistoryView? View { get; private set; }

    /// <summary>The sequence number of the last event to write in this turn.</summary>
    public long UpTo { get; private set; }

    /// <summary>Begins a turn that ends with the view's last event.</summary>
    public void Begin(HistoryView? view) => (View, UpTo) = (view, view?.Head ?? 0);

    /// <summary>The events after one, up to <see cref="UpTo"/>; empty if they do not fit the block or are gone.</summary>
    public ReadOnlyMemory<byte> Copy(HistoryRing history, long after)
    {
        if (_length == 0 || _after != after || _last != UpTo || _from != history)
        {
            _length = history.CopyTo(_bytes, after, UpTo);
            (_from, _after, _last) = (history, after, UpTo);
        }

        return _bytes.AsMemory(0, _length);
    }

    /// <inheritdoc/>
    public override void AbandonBlock()
    {
        _bytes = new byte[Size];
        _length = 0;
    }
}
