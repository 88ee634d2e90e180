namespace SseDashboard.Streams;

/// <summary>
/// One pass of a pump over its subscribers: the head they all write up to, and the last backlog put together. Subscribers
/// that keep up have the same backlog, which is then one copy each instead of one for every frame.
/// </summary>
internal sealed class PumpRound
{
    private readonly byte[] _bytes = new byte[StreamConnection.MostBytes];
    private BroadcastChannel? _channel;
    private long _from;
    private int _events;
    private int _length;

    /// <summary>The last event of this round.</summary>
    public long Head { get; private set; }

    /// <summary>Begins a round up to the channel's present head.</summary>
    public void Begin(BroadcastChannel channel)
    {
        _channel = channel;
        _events = 0;
        Head = channel.Head;
    }

    /// <summary>
    /// The frames after <paramref name="from"/>, as many as fit. Empty if the first is no longer there or does not fit: then
    /// it has to be written by itself.
    /// </summary>
    public ReadOnlySpan<byte> Backlog(long from, out int events)
    {
        if (_events == 0 || _from != from)
            Collect(from);
        events = _events;
        return _bytes.AsSpan(0, _length);
    }

    private void Collect(long from)
    {
        _from = from;
        _events = 0;
        _length = 0;
        while (from + _events < Head
            && _channel!.At(from + _events + 1) is { } frame
            && frame.Bytes.Span.TryCopyTo(_bytes.AsSpan(_length)))
        {
            _length += frame.Bytes.Length;
            _events++;
        }
    }
}
