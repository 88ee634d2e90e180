namespace SseDashboard.Learning.Lessons;

/// <summary>The eight streams of the lesson.</summary>
internal static partial class BrokenCases
{
    /// <summary>The stream that the bet on arrivals is about.</summary>
    public const string Bursts = "bursts";

    /// <summary>The stream that the bet on listeners is about.</summary>
    public const string Silent = "silent";

    /// <summary>The stream that the bet on reconnecting is about.</summary>
    public const string Twice = "twice";

    /// <summary>The eight, in order.</summary>
    public static IReadOnlyList<BrokenCase> Eight { get; } =
    [
        new("buffered",
            "“Nothing happens for three seconds, then a dozen messages come at once. Then nothing again.”",
            "Each message says when it was made. Compare that with the time at which it arrived.",
            "Something on the way collects bytes until its buffer is full. The server does send X-Accel-Buffering: no, which nginx obeys, but this proxy does not. Turn buffering off in the proxy.")
        {
            Name = Bursts, Title = "A dozen at once", Seconds = 10,
        },
        new("replays-wrongly",
            "“After a reconnect, every message comes a second time.”",
            "Let the stream end, then press Connect again. Compare the Last-Event-ID of the request with the id of the first event.",
            "The client says what it has, and the server starts over all the same. After Last-Event-ID, send only what comes after that event.")
        {
            Name = Twice, Title = "Everything twice", Seconds = 3,
        },
        new("unheard-type",
            "“The connection opens, but my onmessage never runs.”",
            "Events do arrive at the host. What do they have that onmessage does not hear?",
            "onmessage hears the type message only, and these events have the type tick. Call addEventListener(\"tick\", …), or leave the event field out on the server.")
        {
            Name = Silent, Title = "A silent handler",
        },
        new("content-type-wrong",
            "“curl prints the events. The page gets one error and no event, and never tries again.”",
            "curl prints whatever comes. EventSource checks two things before it reads the body.",
            "EventSource opens a stream only if its Content-Type is text/event-stream; else it gives up. Send that type.")
        {
            Name = "curl", Title = "Only curl gets it",
        },
        new("idle-cut",
            "“Whenever there is no news for a while, the connection breaks. It comes back, and breaks again.”",
            "How long was the silence before the break? Do it again: is it the same length?",
            "A proxy cuts connections on which no byte has passed for 5 s. Write a comment as a heartbeat more often than that, or raise the proxy's timeout.")
        {
            Name = "breaks", Title = "Breaks without news",
            Near = ("cut", "It does break, but not while events flow. Look at how long nothing arrived before it broke."),
        },
        new("unfinished-block",
            "“The page closes the stream on [DONE], but that message never comes.”",
            "The bytes of [DONE] do arrive. What must follow them before a client dispatches the event?",
            "Only a blank line ends a block and dispatches its event. At the end of the response, an unfinished block is discarded. End every event with a blank line, the last one too.")
        {
            Name = "done", Title = "The missing end", Seconds = 3,
            Near = ("no-end-mark", "The page does not see an end mark, but the server sends one. Look at the bytes that come last."),
        },
        new("bom",
            "“The server sends an id with each event, but event.lastEventId stays the same, and each reconnect brings old messages again.”",
            "Open the second block, and look at its lines and at its bytes in hex.",
            "Each event is written by an encoder of its own, which begins with a byte order mark, EF BB BF. A client drops the first one only; from then on, the mark is part of the field name, and the id is ignored. Encode without it.")
        {
            Name = "stuck", Title = "A stuck id", Seconds = 3,
            Near = ("no-end-mark", "The server does send an end mark, but it goes the way of the ids. Look at the lines and bytes of a block."),
        },
        new("several-jsons",
            "“JSON.parse(event.data) throws an exception for each message.”",
            "Look at the data of one event as a client gets it. How many lines does it have?",
            "Each event has two data lines, and a client joins them with a line feed: two JSON documents, which JSON.parse refuses. Put a blank line between them, or send an array.")
        {
            Name = "parse", Title = "JSON.parse throws",
        },
    ];
}
