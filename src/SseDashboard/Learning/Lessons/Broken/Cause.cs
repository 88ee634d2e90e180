namespace SseDashboard.Learning.Lessons;

/// <summary>Where a cause shows: the places to look at, in the order in which a client meets them.</summary>
public enum Place
{
    /// <summary>The status, the headers and the redirects.</summary>
    Head,

    /// <summary>The times at which bytes arrive, and the silence between them.</summary>
    Arrivals,

    /// <summary>The bytes and lines, before they are events.</summary>
    Bytes,

    /// <summary>The fields of the events, and what the page listens to.</summary>
    Events,

    /// <summary>What the next connection brings.</summary>
    Reconnects,
}

/// <summary>A cause to choose from: one of the findings of the inspector's diagnosis.</summary>
/// <param name="Name">The finding's name.</param>
/// <param name="Place">Where it shows.</param>
/// <param name="Sentence">What is wrong, in one sentence.</param>
public sealed record Cause(string Name, Place Place, string Sentence)
{
    /// <summary>All causes, in the order of their places.</summary>
    public static IReadOnlyList<Cause> All { get; } =
    [
        new("no-response", Place.Head, "There is no response at all."),
        new("not-200", Place.Head, "The status is not 200."),
        new("content-type-wrong", Place.Head, "The Content-Type is not text/event-stream."),
        new("content-type-missing", Place.Head, "There is no Content-Type."),
        new("html-in-200", Place.Head, "The response is a web page with status 200."),
        new("json-in-200", Place.Head, "The response is one JSON document with status 200."),
        new("cors-missing", Place.Head, "Pages of other origins may not read the response."),
        new("redirect-loses-headers", Place.Head, "A redirect loses the request's headers."),
        new("compressed", Place.Head, "The stream is compressed, and the compressor is not flushed."),
        new("buffered", Place.Arrivals, "Something holds events back and passes on many at once."),
        new("no-heartbeat", Place.Arrivals, "The stream is silent for long, without a heartbeat."),
        new("idle-cut", Place.Arrivals, "A proxy's idle timeout cuts the connection."),
        new("cut", Place.Arrivals, "The connection breaks while events flow."),
        new("six-connections", Place.Arrivals, "Too many streams are open on the origin over HTTP/1.1."),
        new("cr-line-ends", Place.Bytes, "Lines end in CR alone."),
        new("bom", Place.Bytes, "Lines start with a byte order mark."),
        new("no-field-name", Place.Bytes, "Lines of data have no field name."),
        new("invalid-utf8", Place.Bytes, "The stream is not valid UTF-8."),
        new("split-utf8", Place.Bytes, "Chunks end inside a character."),
        new("unfinished-block", Place.Bytes, "The stream ends without a last blank line."),
        new("unheard-type", Place.Events, "The events have a type without a listener."),
        new("several-jsons", Place.Events, "The data of an event is several JSON documents."),
        new("error-event", Place.Events, "The server reports an error as an event."),
        new("no-end-mark", Place.Events, "The stream ends without an event that says so."),
        new("no-ids", Place.Events, "No event has an id."),
        new("ids-repeat", Place.Events, "Several events have the same id."),
        new("reconnect-loop", Place.Reconnects, "The server ends each response too soon."),
        new("last-event-id-refused", Place.Reconnects, "The server refuses requests with Last-Event-ID."),
        new("replays-wrongly", Place.Reconnects, "After Last-Event-ID, the wrong events follow."),
    ];

    /// <summary>How the list shows it.</summary>
    public string Text => $"{Name}: {Sentence}";

    /// <summary>Finds a cause.</summary>
    /// <exception cref="ArgumentException">There is no such cause.</exception>
    public static Cause Of(string name) => All.FirstOrDefault(cause => cause.Name == name)
        ?? throw new ArgumentException($"There is no cause '{name}'. Add it to {nameof(Cause)}.{nameof(All)}.", nameof(name));

    /// <summary>Where to look, as words.</summary>
    public static string WordsOf(Place place) => place switch
    {
        Place.Head => "the response's status, headers and redirects",
        Place.Arrivals => "when bytes arrive, and the pauses between them",
        Place.Bytes => "the lines and bytes of a block",
        Place.Events => "the type, id and data of the events",
        _ => "what the next connection brings after Last-Event-ID",
    };
}
