namespace SseDashboard.Feed;

/// <summary>The state of the newest stream.</summary>
public sealed partial class BrowserFeed
{
    /// <summary>The readyState, or <see langword="null"/> before the first connection.</summary>
    public ReadyState? State { get; private set; }

    /// <summary>Why the newest stream failed, if it did and the browser could find out.</summary>
    public string? Failure { get; private set; }

    /// <summary>
    /// When the page sends the next request, in milliseconds since 1970, if it waits to do so. EventSource may have given up by
    /// then: its state is CLOSED.
    /// </summary>
    public double? NextTry { get; private set; }

    /// <summary>How many streams this browser has open to the server, if those are all its connections.</summary>
    public int? Crowded { get; private set; }

    /// <summary>The number of the newest item's stream.</summary>
    public int Stream { get; private set; }

    /// <summary>Whether a stream is connecting or open, or the page waits to open one.</summary>
    public bool IsActive => State is ReadyState.Connecting or ReadyState.Open || NextTry is not null;

    private void TakeState(FeedItem item)
    {
        Stream = item.Stream;
        if (item.Kind == FeedItemKind.Failed)
            Failure = item.Detail;
        if (item.State is not { } state)
            return;
        (State, NextTry) = (state, item.NextTry);
        // Any other kind leaves the connection as it is.
        if (item.Kind is >= FeedItemKind.Reconnecting and <= FeedItemKind.Closed or FeedItemKind.Connecting or FeedItemKind.Open or FeedItemKind.Crowded)
            Crowded = item.Kind == FeedItemKind.Crowded ? item.Count : null;
    }
}
