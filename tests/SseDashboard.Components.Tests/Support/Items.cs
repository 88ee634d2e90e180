using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

/// <summary>What a browser reports.</summary>
internal static class Items
{
    /// <summary>The next report of these items.</summary>
    public static FeedReport Report(this BrowserFeed feed, params IReadOnlyList<FeedItem> items) => new(feed.Rows.Next, 0, items, []);

    /// <summary>Reports these items.</summary>
    public static void Take(this BrowserFeed feed, IReadOnlyList<FeedItem> items) => feed.Take(feed.Report(items));

    /// <summary>The rows that are here, oldest first.</summary>
    public static FeedItem[] Held(this BrowserFeed feed) =>
        [.. Enumerable.Range(0, (int)feed.Rows.Next).Select(number => feed.Rows.Find(number)).OfType<FeedItem>()];

    // 2024-09-28 06:44:43.977 UTC, the first id of the document's example.
    private const double Time = 1727505883977;

    public static FeedItem Connecting(int stream = 1) => new(FeedItemKind.Connecting, Time, ReadyState.Connecting, Detail: "GET /sse", Stream: stream);

    public static FeedItem Opened(int stream = 1) => new(FeedItemKind.Open, Time, ReadyState.Open, Stream: stream);

    public static FeedItem Event(string data, string type = "message", string id = "1", int stream = 1) =>
        new(FeedItemKind.Event, Time, ReadyState.Open, id, type, data, data.Length, Stream: stream);

    public static FeedItem Reconnecting() => new(FeedItemKind.Reconnecting, Time, ReadyState.Connecting, Stream: 1);

    public static FeedItem Failed() => new(FeedItemKind.Failed, Time, ReadyState.Closed, Stream: 1);

    public static FeedItem Closed(string reason) => new(FeedItemKind.Closed, Time, ReadyState.Closed, Detail: reason, Stream: 1);

    public static FeedItem Ended() => Closed("The stream is over.") with { ByServer = true };

    public static FeedItem Skipped(int count) =>
        new(FeedItemKind.Skipped, Time, Length: 100L * count, Count: count, Events: count, Until: Time + 50, Stream: 1);

    public static FeedItem Lost(int count) => new(FeedItemKind.Lost, Time, Count: count, Stream: 1);
}
