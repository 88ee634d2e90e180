namespace SseDashboard.Streams;

/// <summary>
/// Messages that wait to enter a host's history. When there are too many, all are dropped, which is no loss: the log has their
/// events, and is read then.
/// </summary>
internal sealed class FeedQueue(RedisBroadcastOptions options, RedisMetrics metrics)
{
    private readonly Lock _lock = new();
    private List<byte[]> _messages = [];
    private List<byte[]> _spare = [];
    private long _bytes;
    private bool _hasDropped;

    /// <summary>Adds a message.</summary>
    public void Add(byte[] message)
    {
        lock (_lock)
        {
            if (_messages.Count >= options.MaxQueuedMessages || _bytes + message.Length > options.MaxQueuedBytes)
            {
                metrics.Dropped(_messages.Count + 1);
                _messages.Clear();
                _bytes = 0;
                _hasDropped = true;
                return;
            }

            _messages.Add(message);
            _bytes += message.Length;
        }
    }

    /// <summary>Takes all messages, and whether any were dropped before them. The list is valid until the next call.</summary>
    public (List<byte[]> Messages, bool HasDropped) Take()
    {
        lock (_lock)
        {
            _spare.Clear();
            (_messages, _spare) = (_spare, _messages);
            bool hasDropped = _hasDropped;
            (_bytes, _hasDropped) = (0, false);
            return (_spare, hasDropped);
        }
    }
}
