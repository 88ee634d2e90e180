using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>Faults of the way to the client, and of connections that end or say nothing.</summary>
internal static partial class FaultCatalog
{
    private static StreamSettings NoHeartbeat => new() { HeartbeatInterval = TimeSpan.Zero };

    private static IReadOnlyList<Fault> Connections =>
    [
        new("compressed",
            "The response is compressed with gzip, and the compressor is not flushed after each event.",
            "No event for seconds, then many at once, or all of them at the end.")
        {
            CurlOptions = "-N --compressed",
            ChangeHead = (context, _) =>
            {
                context.Response.Headers.Vary = "Accept-Encoding";
                if (AcceptsGzip(context.Request))
                    context.Response.Headers.ContentEncoding = "gzip";
            },
            ChangeBody = (context, _) => AcceptsGzip(context.Request) ? new CompressingBody() : null,
        },
        new("buffered",
            "A proxy holds the response back until its buffer of 1 KB is full.",
            "Nothing for three seconds, not even the headers; then about a dozen ticks at once whose times lie three seconds apart.")
        {
            ChangeBody = (_, bounds) => new BufferingBody(bounds.BufferBytes),
        },
        new("no-heartbeat",
            "The stream is silent for 35 s (?silenceSeconds=) and sends no comment meanwhile.",
            "A client cannot tell the silence from a dead connection, and proxies cut it.")
        {
            Ticks = new() { Silence = TimeSpan.FromSeconds(35) },
            Settings = NoHeartbeat,
        },
        new("idle-cut",
            "A proxy cuts the connection after 5 s of silence (?silenceSeconds=), which no heartbeat fills.",
            "The connection breaks at a round number of seconds after the last event. EventSource reconnects and resumes, again and again.")
        {
            Ticks = new() { Silence = TimeSpan.FromSeconds(5), IsCut = true },
            Settings = NoHeartbeat,
        },
        new("reconnect-loop",
            "The server ends each response after one second, although more ticks are to come.",
            "The client reconnects every second: each time a request, its headers and an error event.")
        {
            Ticks = new() { PerConnection = TickPlan.PerSecond },
            Settings = new() { ReconnectionInterval = TimeSpan.FromSeconds(1) },
        },
        new("six-connections",
            "Nothing in one stream: over HTTP/1.1, a browser opens at most six connections to an origin, and each stream takes one.",
            "\"open\" in the data counts the streams. Open it in seven tabs: the seventh gets nothing, and no other request of this origin either. Over HTTP/2 all of them open.")
        {
            Query = "?seconds=60",
            Ticks = new() { Events = tick => [tick.Event with { Data = tick.DataWith($",\"open\":{tick.OpenStreams}") }] },
        },
    ];

    // Without the header every coding is acceptable (RFC 9110, section 12.5.3).
    private static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.Count == 0 || request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
}
