using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>The browser's half of a connection, built from what the browser reported.</summary>
public sealed class BrowserSide
{
    /// <summary>The start of the page's request; <see langword="null"/> if the browser reconnected on its own.</summary>
    public FeedItem? Connecting { get; private set; }

    /// <summary>The browser's own <c>open</c> event.</summary>
    public FeedItem? Opened { get; private set; }

    /// <summary>What ended the connection in the browser: <c>close()</c>, or the browser's own <c>error</c> event.</summary>
    public FeedItem? End { get; private set; }

    /// <summary>A <c>close()</c> called while the browser was waiting to reconnect; it cancels the reconnect.</summary>
    public FeedItem? ClosedWaiting { get; private set; }

    /// <summary>
    /// The status code with which the server refused the request, as the page found out; <see langword="null"/> if it did not.
    /// </summary>
    public int? RefusedWith => Opened is null ? End?.Status : null;

    /// <summary>
    /// When the page sends its next request, in ms since 1970; <see langword="null"/> if it sends none, or the browser does.
    /// </summary>
    public double? NextTry => ClosedWaiting is null ? End?.NextTry : null;

    /// <summary>How many events the browser dispatched.</summary>
    public long Received { get; private set; }

    /// <summary>How many of them came too fast to be matched one by one.</summary>
    public long TooFast { get; internal set; }

    /// <summary>How many events the page dropped before they could cross.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether the page's <c>close()</c> ended the connection, rather than the server or the network.</summary>
    public bool ClosedByPage => End is { Kind: FeedItemKind.Closed, ByServer: false };

    /// <summary>Items not yet matched to a frame, in order. A skipped or lost item stands for as many events as its count.</summary>
    internal List<BrowserEvent> Pending { get; } = [];

    /// <summary>Drops the oldest of the events not yet matched, at most that many; returns how many, and their size in memory.</summary>
    internal int Drop(int most, out long bytes)
    {
        int count = Math.Min(most, Pending.Count);
        bytes = Pending.Take(count).Sum(e => e.Size);
        Pending.RemoveRange(0, count);
        return count;
    }

    /// <summary>Adds an item that the browser reported for this connection.</summary>
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
            case FeedItemKind.Skipped:
                Received += item.Events;
                TooFast += item.Events;
                if (item.Events > 0)
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
