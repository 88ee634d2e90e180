namespace SseDashboard.Feed;

/// <summary>What closed a page's streams, by the streams' numbers. Keeps the newest; a page has few streams.</summary>
internal sealed class Closings
{
    private const int Most = 200;

    private readonly Dictionary<int, FeedItem> _items = [];

    /// <summary>Notes a close.</summary>
    public void Add(FeedItem item)
    {
        _items[item.Stream] = item;
        if (_items.Count > Most)
            _items.Remove(_items.Keys.Min());
    }

    /// <summary>The close that ended a stream; <see langword="null"/> if it was not closed, or long ago.</summary>
    public FeedItem? Find(int stream) => _items.GetValueOrDefault(stream);
}
