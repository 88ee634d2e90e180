using System.Text.Json.Serialization;

namespace SseDashboard.Feed;

/// <summary>What an item in the log is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeedItemKind>))]
public enum FeedItemKind
{
    /// <summary>A request was started; the readyState is CONNECTING.</summary>
    Connecting,

    /// <summary>The browser's own <c>open</c> event: the response headers have arrived.</summary>
    Open,

    /// <summary>An event of the stream that the browser dispatched.</summary>
    Event,

    /// <summary>The browser's own <c>error</c> event; it reconnects on its own.</summary>
    Reconnecting,

    /// <summary>The browser's own <c>error</c> event; the connection failed permanently.</summary>
    Failed,

    /// <summary>The page called <c>close()</c>, which fires no event; or the server ended the stream of a feed over fetch.</summary>
    Closed,

    /// <summary>A comment of the stream, which EventSource hides; only a feed over fetch reports it.</summary>
    Comment,

    /// <summary>A block of the stream that was not dispatched; reported by a feed over fetch.</summary>
    Discarded,

    /// <summary>A field of the stream that has no effect; reported by a feed over fetch.</summary>
    Ignored,

    /// <summary>Items that came too fast to cross one by one. The page holds them, and they can be read by number.</summary>
    Skipped,

    /// <summary>Items that the page dropped, as the oldest it held, before they could cross.</summary>
    Lost,
}

/// <summary>The readyState of an EventSource (HTML Living Standard, section 9.2.2).</summary>
public enum ReadyState
{
    /// <summary>The connection is being established, or the browser is waiting to reconnect.</summary>
    Connecting = 0,

    /// <summary>The connection is open and events are dispatched.</summary>
    Open = 1,

    /// <summary>Closed, or failed; the browser does not reconnect.</summary>
    Closed = 2,
}

/// <summary>Something that happened in the browser, as it is sent to the circuit.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Time">When it happened, by the browser's clock: milliseconds since 1970, with fractions; for skipped items, the first one.</param>
/// <param name="State">The readyState right after it; <see langword="null"/> for skipped and lost items.</param>
/// <param name="Id">The event's <c>lastEventId</c>, inherited ones included; for a request, the id it resumes from.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Data">The data of the event or the text of the comment, or its beginning if <see cref="Cut"/> is set.</param>
/// <param name="Length">The length of the whole data in UTF-16 units; for skipped items, of all their events.</param>
/// <param name="Cut">Whether only the beginning of the data crossed. The page holds the whole.</param>
/// <param name="Detail">A reason, such as the event type on which the stream was closed.</param>
/// <param name="Count">The number of skipped or lost items.</param>
/// <param name="Events">How many of the skipped items are events.</param>
/// <param name="Until">When the last of the skipped items happened, in milliseconds since 1970.</param>
/// <param name="Stream">The stream within this feed, counted from 1 in the order of opening.</param>
/// <param name="Delay">The delay before a feed over fetch reconnects, in milliseconds.</param>
/// <param name="ByServer">For a closed stream: whether the server ended it, rather than the page.</param>
public sealed record FeedItem(
    FeedItemKind Kind,
    double Time,
    ReadyState? State = null,
    string? Id = null,
    string? Type = null,
    string? Data = null,
    long Length = 0,
    bool Cut = false,
    string? Detail = null,
    int Count = 0,
    int Events = 0,
    double? Until = null,
    int Stream = 0,
    double? Delay = null,
    bool ByServer = false);
