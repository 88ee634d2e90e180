using SseDashboard.Feed.Log;

namespace SseDashboard.Feed;

/// <summary>What the browser reports at a time: at most about 20 times a second, within the size of a message.</summary>
/// <param name="From">
/// The number of the first item. Those that follow have the next numbers; a skipped or lost item stands for as many as its count.
/// </param>
/// <param name="Oldest">The number of the oldest item that the page holds.</param>
/// <param name="Items">The items, in order.</param>
/// <param name="Lines">The lines of the document's console.</param>
public sealed record FeedReport(long From, long Oldest, IReadOnlyList<FeedItem> Items, IReadOnlyList<string> Lines)
{
    /// <summary>The event types that have appeared since the last report, in order; long names are cut.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>What is new in the filtered view; <see langword="null"/> if nothing is.</summary>
    public MatchPage? Matches { get; init; }
}

/// <summary>Rows that the circuit asked the page for.</summary>
/// <param name="From">The number of the first row.</param>
/// <param name="Oldest">The number of the oldest item that the page holds.</param>
/// <param name="Items">The rows, in order: as many as fit into a message.</param>
public sealed record FeedPage(long From, long Oldest, IReadOnlyList<FeedItem> Items);
