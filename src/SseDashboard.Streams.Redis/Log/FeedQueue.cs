namespace SseDashboard.Streams;

/// <summary>
/// Events that wait to enter a host's history. When there are too many, all are dropped, which is no loss: the log has them, and is
/// read then.
/// </summary>
internal sealed class FeedQueue(RedisBroadcastOptions options, RedisMetrics metrics)
{
    private readonly Lock _lock = new();
    private List<byte[]> _events = [];
    private List<byte[]> _spare = [];
    private long _bytes;
    private bool _hasDropped;

    /// <summary>Adds the events of a message. Each ends with an empty line, and has none before.</summary>
    public void Add(byte[] message)
    {
        lock (_lock)
        {
            for (int start = 0; start < message.Length;)
            {
                int length = message.AsSpan(start).IndexOf("\n\n"u8) is >= 0 and int end ? end + 2 : message.Length - start;
                AddEvent(length == message.Length ? message : message[start..(start + length)]);
                start += length;
            }
        }
    }

    /// <summary>Takes all events, and whether any were dropped before them. The list is valid until the next call.</summary>
    public (List<byte[]> Events, bool HasDropped) Take()
    {
        lock (_lock)
        {
            _spare.Clear();
            (_events, _spare) = (_spare, _events);
            bool hasDropped = _hasDropped;
            (_bytes, _hasDropped) = (0, false);
            return (_spare, hasDropped);
        }
    }

    private void AddEvent(byte[] frame)
    {
        if (_events.Count >= options.MaxQueuedMessages || _bytes + frame.Length > options.MaxQueuedBytes)
        {
            metrics.Dropped(_events.Count + 1);
            _events.Clear();
            _bytes = 0;
            _hasDropped = true;
            return;
        }

        _events.Add(frame);
        _bytes += frame.Length;
    }
}
