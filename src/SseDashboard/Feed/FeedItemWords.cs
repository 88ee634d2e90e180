using SseDashboard.Display;

namespace SseDashboard.Feed;

/// <summary>The log's wording for what the browser does, apart from the events of the stream.</summary>
internal static class FeedItemWords
{
    /// <summary>A few words that fit in a row.</summary>
    public static string Of(FeedItem item) => item.Kind switch
    {
        FeedItemKind.Connecting => $"connecting to {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Open => "open: headers received",
        FeedItemKind.Reconnecting when item.Delay is { } delay => $"reconnecting in {delay / 1000:0.0} s: {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Reconnecting => "error without data: reconnecting",
        FeedItemKind.Failed => $"failed permanently: {ForeignText.Isolated(item.Detail) ?? "the browser does not reconnect"}",
        FeedItemKind.Closed => $"closed: {Reason(item.Detail)}",
        FeedItemKind.Comment => $"comment: {ForeignText.Isolated(item.Data)}",
        FeedItemKind.Discarded => $"not dispatched: {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Ignored => $"ignored {ForeignText.Isolated(item.Type)}: {ForeignText.Isolated(item.Detail)}",
        FeedItemKind.Crowded when item.State == ReadyState.Open => $"this is the last of {item.Count} connections",
        FeedItemKind.Crowded => $"waiting: {item.Count} streams are open",
        _ => "",
    };

    /// <summary>Why the page closed a stream.</summary>
    public static string Reason(string? reason) => reason switch
    {
        "final" => "on final",
        "button" => "with the page's button",
        "replaced" => "replaced by a new connection",
        "gone" => "the dashboard lost its connection",
        "left" => "the page was left",
        null => "the page closed the stream",
        _ => ForeignText.Isolated(reason)!,
    };
}
