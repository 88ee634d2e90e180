namespace SseDashboard.Streams;

/// <summary>
/// The last event of each epoch that this host has seen of a channel. Every script gets them: a server that is behind one of them in
/// the same epoch has lost events, and begins a new epoch.
/// </summary>
internal sealed class SeenEvents
{
    // As many as the scripts remember.
    private const int MaxEpochs = 16;

    private readonly Lock _lock = new();
    private readonly List<BroadcastId> _events = [];
    private string? _text;

    /// <summary>The last event of the epoch that was seen last.</summary>
    public BroadcastId Last
    {
        get
        {
            lock (_lock)
                return _events.Count > 0 ? _events[^1] : new("", 0);
        }
    }

    /// <summary>All of them, as the scripts take them: <c>epoch:sequence</c>, separated by spaces.</summary>
    public override string ToString()
    {
        lock (_lock)
            return _text ??= string.Join(' ', _events.Select(seen => $"{seen.Epoch}:{seen.Sequence}"));
    }

    /// <summary>Notes an event.</summary>
    public void Add(BroadcastId id)
    {
        lock (_lock)
        {
            int at = _events.Count - 1;
            while (at >= 0 && _events[at].Epoch != id.Epoch)
                at--;
            if (at >= 0)
            {
                id = id with { Sequence = Math.Max(id.Sequence, _events[at].Sequence) };
                _events.RemoveAt(at);
            }
            else if (_events.Count == MaxEpochs)
            {
                _events.RemoveAt(0);
            }

            _events.Add(id);
            _text = null;
        }
    }

    /// <summary>Notes how far a log reaches, and how far each of its epochs did.</summary>
    public void Add(IReadOnlyList<EpochStart> epochs, long head)
    {
        for (int i = 0; i < epochs.Count; i++)
            Add(new(epochs[i].Epoch, i + 1 < epochs.Count ? epochs[i + 1].After : head));
    }
}
