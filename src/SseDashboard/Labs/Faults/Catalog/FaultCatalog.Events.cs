namespace SseDashboard.Labs;

/// <summary>Faults of the events themselves.</summary>
internal static partial class FaultCatalog
{
    private static IReadOnlyList<Fault> Events =>
    [
        new("unheard-type",
            "The events have the type tick.",
            "onmessage never fires: it hears the type message only. addEventListener(\"tick\", ...) does.")
        {
            Ticks = new() { Events = tick => [tick.Event with { Type = "tick" }] },
        },
        new("several-jsons",
            "Each event has two JSON documents on two data lines.",
            "JSON.parse(event.data) throws: a client joins the lines of one event.")
        {
            Ticks = new() { Events = tick => [tick.Event with { Data = $"{tick.Data}\n{tick.DataWith(",\"copy\":true")}" }] },
        },
        new("no-end-mark",
            "The response ends after the last tick, without [DONE] or any other end mark.",
            "A client cannot tell the end from a broken connection. EventSource reconnects; others show half an answer as if it were whole.")
        {
            Ticks = new() { HasEndMark = false },
        },
        new("error-event",
            "Halfway, the server reports an error as an event in a response that has long had status 200.",
            "Status and headers say that all is well. EventSource fires the event at its error listeners, where it looks like a lost connection.")
        {
            Ticks = new()
            {
                Events = tick => tick.Number == (tick.Total + 1) / 2
                    ? [tick.Event, new() { Type = "error", Data = """{"error":{"type":"overloaded_error","message":"Overloaded. Try again later."}}""" }]
                    : [tick.Event],
            },
        },
    ];

    private static IReadOnlyList<Fault> Stress =>
    [
        new("huge-event",
            "The third event has 1 MB of data on one line.",
            "Clients with a smaller limit fail or drop it; a page that shows all of it freezes.")
        {
            CurlOptions = "-sN",
            Ticks = new()
            {
                Events = tick => tick.Number == 3
                    ? [tick.Event with { Data = tick.DataWith($",\"padding\":\"{new string('x', tick.Bounds.HugeEventBytes - tick.DataWith(",\"padding\":\"\"").Length)}\"") }]
                    : [tick.Event],
            },
        },
        new("flood",
            "10,000 events a second, numbered, with the time of the write; then an event done.",
            "A page that renders each event stops responding; a client that reads too slowly falls behind more and more.")
        {
            CurlOptions = "-sN",
            IsFlood = true,
        },
        new("rubbish",
            "The body is random bytes, although the Content-Type is text/event-stream.",
            "The connection opens and no event arrives, or a meaningless one.")
        {
            CurlOptions = "-sN --output -",
            ChangeBody = (_, _) => RewritingBody.AsRubbish(),
        },
    ];
}
