namespace SseDashboard.Learning.Course;

/// <summary>A term of the field.</summary>
/// <param name="Name">The term, in lower case unless it is a name.</param>
/// <param name="Meaning">What it means, in one sentence.</param>
/// <param name="Source">The section of the standard or the RFC that defines it.</param>
public sealed record GlossaryEntry(string Name, string Meaning, string Source)
{
    private const string Html = "https://html.spec.whatwg.org/multipage/server-sent-events.html#";

    /// <summary>The address of <see cref="Source"/>; <see langword="null"/> if it has none.</summary>
    public string? Link => Source.Split(' ')[^1] switch
    {
        "9.2.2" => Html + "the-eventsource-interface",
        "9.2.3" => Html + "sse-processing-model",
        "9.2.4" => Html + "the-last-event-id-header",
        "9.2.5" => Html + "parsing-an-event-stream",
        "9.2.6" => Html + "event-stream-interpretation",
        "9.2.7" => Html + "authoring-notes",
        _ => null,
    };
}

/// <summary>The terms that the lessons use.</summary>
public static class Glossary
{
    private const string Html = "HTML Living Standard, ";

    /// <summary>All terms, in alphabetical order.</summary>
    public static IReadOnlyList<GlossaryEntry> Entries { get; } =
    [
        .. new GlossaryEntry[]
        {
            new("block", "The lines up to a blank line; together they make at most one event.", Html + "9.2.6"),
            new("broadcast", "One stream of events to many listeners; each event is published once.", "This course"),
            new("comment", "A line that starts with a colon. Clients ignore it; it keeps an idle connection alive.", Html + "9.2.5"),
            new("connection limit", "Over HTTP/1.1, browsers open at most six connections to a host. Over HTTP/2, streams share one.", Html + "9.2.7"),
            new("CR, LF, CRLF", "Carriage return (U+000D), line feed (U+000A), or both. Each of the three ends a line.", Html + "9.2.5"),
            new("dispatch", "To pass an event to the listeners for its type. Happens at the blank line that ends a block with data.", Html + "9.2.6"),
            new("epoch", "The first part of a broadcast's event id: the stretch of its history that one server numbered.", "This course"),
            new("event", "A type, a text called data, and the last event ID at that moment.", Html + "9.2.6"),
            new("event stream", "A response of the type text/event-stream that stays open: lines of UTF-8 text, sent as things happen.", Html + "9.2.5"),
            new("EventSource", "The browser's interface for reading an event stream. It sends only GET, and reconnects by itself.", Html + "9.2.2"),
            new("failover", "The change to another server when the one in use fails, such as from a primary to its replica.", "This course"),
            new("field", "A line with a name and a value: data, event, id or retry. Other names are ignored.", Html + "9.2.5"),
            new("golf", "A puzzle that asks for the smallest number, such as the fewest bytes. Par is a good score.", "This course"),
            new("jitter", "A random part of a wait, so that clients do not act at the same moment.", "This course"),
            new("last event ID", "The id that a client remembers and sends as Last-Event-ID when it reconnects.", Html + "9.2.6"),
            new("listener", "A function that the page registers for one event type; onmessage hears only the type message.", Html + "9.2.2"),
            new("MIME type", "What a response says it contains, in Content-Type. A client accepts only text/event-stream.", Html + "9.2.3"),
            new("origin", "Scheme, host and port of an address together. A page may read other origins' responses only if they allow it.", "RFC 6454, section 4"),
            new("polling", "Asking a server at intervals whether something has changed.", "Normal flow, in the document"),
            new("readyState", "CONNECTING 0, OPEN 1 or CLOSED 2: what an EventSource is doing.", Html + "9.2.2"),
            new("reconnect storm", "Many clients that lose their streams at the same moment and come back at the same moment.", "This course"),
            new("reconnection time", "How long a client waits before it reconnects. The field retry sets it, in milliseconds.", Html + "9.2.2"),
            new("gap", "Events that a client missed. This host reports them with an event of type gap; the standard has no signal for it.", "This course"),
            new("heartbeat", "A comment that a server writes when it has nothing else to send, so that the connection does not look idle.", Html + "9.2.7"),
            new("idempotent", "Sending the request several times has the same effect as sending it once. GET and PUT are idempotent; POST is not.", "RFC 9110, section 9.2.2"),
            new("idle timeout", "How long a proxy or load balancer keeps a connection on which no bytes pass.", "Pros, in the document"),
            new("maximum lifetime", "The longest a server keeps one connection open. Its client reconnects and resumes.", "This course"),
            new("staleness", "The time from a change on the server to its arrival at the client.", "This course"),
        }.OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Finds a term.</summary>
    /// <exception cref="ArgumentException">The glossary has no such term.</exception>
    public static GlossaryEntry Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new ArgumentException($"The glossary has no term '{name}'. Add it to {nameof(Glossary)}.", nameof(name));
}
