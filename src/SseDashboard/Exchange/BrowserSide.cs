using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>The browser's half of one connection, as far as it was reported.</summary>
public sealed class BrowserSide
{
    /// <summary>The page began a request; none if the browser reconnected by itself.</summary>
    public FeedItem? Connecting { get; private set; }

    /// <summary>The browser's own <c>open</c> event.</summary>
    public FeedItem? Opened { get; private set; }

    /// <summary>What ended it in the browser: <c>close()</c>, or the browser's own <c>error</c> event.</summary>
    public FeedItem? End { get; private set; }

    /// <summary>The <c>close()</c> that came while the browser waited to reconnect, so that it never did.</summary>
    public FeedItem? ClosedWaiting { get; private set; }

    /// <summary>How many events the browser dispatched.</summary>
    public long Received { get; private set; }

    /// <summary>How many events the page dropped because the circuit did not keep up.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether the page's <c>close()</c> ended it rather than the server or the network.</summary>
    public bool ClosedByPage => End is { Kind: FeedItemKind.Closed, ByServer: false };

    /// <summary>What has no frame yet, in order; a lost item stands for as many events as it counts.</summary>
    internal List<BrowserEvent> Pending { get; } = [];

    /// <summary>Takes what the browser reported of this connection.</summary>
    internal void Take(long row, FeedItem item)
    {
        switch (item.Kind)
        {
            case FeedItemKind.Connecting:
                Connecting = item;
                break;
            case FeedItemKind.Open:
                Opened = item;
                break;
            case FeedItemKind.Event:
                Received++;
                Pending.Add(new(row, item));
                break;
            case FeedItemKind.Lost:
                Lost += item.Count;
                Pending.Add(new(row, item));
                break;
            case FeedItemKind.Closed when End is not null:
                ClosedWaiting = item;
                break;
            case FeedItemKind.Reconnecting or FeedItemKind.Failed or FeedItemKind.Closed:
                End = item;
                break;
        }
    }
}
