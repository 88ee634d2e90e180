namespace SseDashboard.Learning.Lessons;

/// <summary>The streams from which the ninth is drawn.</summary>
internal static partial class BrokenCases
{
    /// <summary>Faults that are not drawn: none at all, one of several streams together, and loads, which are no findings.</summary>
    public static IReadOnlyList<string> NeverDrawn { get; } = ["none", "six-connections", "huge-event", "flood", "rubbish"];

    /// <summary>One for each fault that is not among the eight.</summary>
    public static IReadOnlyList<BrokenCase> Others { get; } =
    [
        new("not-200",
            "“The page gets one error and no event, and never tries again. But the events are there.”",
            "EventSource checks two things before it reads the body.",
            "EventSource reads a stream only if its status is 200, and gives up on any other. Answer 200."),
        new("content-type-missing",
            "“curl prints the events. The page gets one error, and nothing else.”",
            "EventSource checks two things before it reads the body.",
            "Without a Content-Type, EventSource does not take the response for a stream, and gives up. Send Content-Type: text/event-stream."),
        new("html-in-200",
            "“Since this morning, the page gets an error and no event. The server's log has status 200 only.”",
            "What did answer? Look at the beginning of the body.",
            "A page for people answers in place of the stream: a sign-in page, or a fallback for unknown paths. Keep the stream's path out of it, and answer errors with a status of 400 or more."),
        new("json-in-200",
            "“The page gets an error and no event. Monitoring is green: the status is 200.”",
            "What did answer? Look at the beginning of the body.",
            "The server reports an error as JSON, with status 200. Answer an error with its own status."),
        new("cors-missing",
            "“It works with curl, and in a page of the same host. A page of another origin gets an error and no event.”",
            "A browser sends the Origin header, as the link to the inspector does. Which header must the response have?",
            "A page may read a response of another origin only if Access-Control-Allow-Origin names the page's origin, or is *. Send it, with Vary: Origin.")
        {
            Header = page => new("Origin", (HopRun.OtherOf(page) ?? page).GetLeftPart(UriPartial.Authority)),
        },
        new("redirect-loses-headers",
            "“The client sends an Authorization header, and still gets 401.”",
            "Send the request with any value in Authorization. Which server says 401, and what was it sent?",
            "The address redirects to another origin, and there a client drops the Authorization header. Use the final address, or redirect within one origin.")
        {
            Header = _ => new("Authorization", "Bearer any"),
            Near = ("not-200", "The status is 401, but why? Look at the way to that response, and at what was sent at its end."),
        },
        new("compressed",
            "“Nothing comes for long, then everything at once. It began when a proxy was set up to save bandwidth.”",
            "Look for a header of the response that a stream should not have.",
            "A compressor waits for more data before it passes any on. Leave text/event-stream out of compression, or flush after each event.")
        {
            Seconds = 10,
            Near = ("buffered", "Events are held back, but the response also says by what. Look at its headers."),
        },
        new("no-heartbeat",
            "“Now and then nothing comes for half a minute. Is the connection still alive? No one can tell.”",
            "Wait, for up to 40 seconds. What would a server write meanwhile that no page hears?",
            "The stream is silent for 35 s. Write a comment after 15 s without an event: it keeps proxies from cutting the connection, and shows that it is alive."),
        new("last-event-id-refused",
            "“It works until the first reconnect. Then the page gets an error and stays silent.”",
            "Let the stream end or stop it, then press Connect again. What does the server make of the id?",
            "The server answers 400 to a request with Last-Event-ID, and after that EventSource gives up. Accept every id: continue after it if it is known, else start live.")
        {
            Near = ("not-200", "Only to some requests. What do these have in common?"),
        },
        new("no-ids",
            "“After each reconnect, the page starts over, as if it had seen nothing.”",
            "What does the client need to say where it was? Look for it in the events.",
            "Without an id, a client sends no Last-Event-ID, and the server cannot know where to resume. Send an id with each event."),
        new("ids-repeat",
            "“After a reconnect, the page gets messages that it has had long ago.”",
            "Compare the ids of the first ten events.",
            "The ids start over after every fourth event, so the server takes an old event for the last one. Give each event an id of its own."),
        new("reconnect-loop",
            "“The network panel is full of requests for this stream, one every two seconds.”",
            "Press Connect again, three times. How long does each connection last, and who ends it?",
            "The server ends each response after a second, although there is more to come. Keep it open, and wait for the next event.")
        {
            Seconds = 10,
            Near = ("no-end-mark", "True of each response, but there is more to come. Look at what the next ones bring, and how soon they end."),
        },
        new("no-end-mark",
            "“The page cannot tell whether the answer is complete, or the connection was lost.”",
            "Look at the last event, and at what follows it.",
            "The response just ends. Send an event that means the end, such as data: [DONE], and close the stream on it.")
        {
            Seconds = 3,
        },
        new("error-event",
            "“In the middle of the stream my error handler runs, although the connection stays open.”",
            "Look at the types of the events.",
            "The server sends an event of the type error, and the browser's own errors reach the same listener. Choose another type."),
        new("cr-line-ends",
            "“The browser gets every event. Our own client, which splits the text at line feeds, gets none.”",
            "Look at the bytes of a block in hex: where does a line end?",
            "Lines may end in CR, LF or CRLF, and these end in CR alone, which many parsers do not expect. End lines with LF."),
        new("split-utf8",
            "“The browser is fine. Our own client shows \uFFFD now and then, in place of °.”",
            "Look at the chunks of a block in hex: where does the first one end?",
            "Chunks end in the middle of the two bytes of °. That is allowed, but a client that decodes each chunk by itself breaks. In the client, decode with { stream: true }; on the server, flush whole events."),
        new("invalid-utf8",
            "“Every client shows \uFFFD where the degree sign should be.”",
            "Look at the bytes of the degree sign in hex. In UTF-8 it has two: C2 B0.",
            "The text is encoded in Latin-1, and an event stream is always UTF-8. Encode it in UTF-8."),
        new("no-field-name",
            "“The connection opens and bytes arrive, but no message does.”",
            "Look at the lines of a block, and at what each does.",
            "A line of data must start with data and a colon. Without it, the line is a field that no client knows, and is ignored."),
    ];
}
