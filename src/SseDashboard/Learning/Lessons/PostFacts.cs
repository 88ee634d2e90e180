using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on POST: what the host received, and how many times.</summary>
internal static class PostFacts
{
    /// <summary>The body of the experiment: two seconds of events, and no <c>final</c>.</summary>
    public const string Body = """
        { "messages": 3, "intervalMs": 500,
          "text": "A message that the body asked for",
          "final": false }
        """;

    /// <summary>How many events the puzzle asks for.</summary>
    public const int Events = 7;

    /// <summary>The bytes of the shortest body that we know: <c>{"intervalMs":99,"final":false}</c>.</summary>
    public const int Par = 31;

    private const string Get = "get", Post = "post";

    /// <summary>How long the puzzle's stream may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>How often the host receives a POST whose stream ends.</summary>
    public static readonly Question Requests =
        new("requests", "The page uses fetch, and the server ends the stream. Five seconds later, how many requests will the host have received?")
        {
            Unit = "request",
            AnsweredBy = "Choose fetch, leave Send again off, run, and wait until the server ends the stream without final.",
        };

    /// <summary>What EventSource sends.</summary>
    public static readonly Question Method = new("method", "Then the page uses EventSource for the same address. What will the host receive?",
        new Choice(Post, "A POST with the body"), new Choice("get-body", "A GET with the body"), new Choice(Get, "A GET without a body"))
    {
        AnsweredBy = "Choose EventSource and run.",
    };

    /// <summary>What the run showed so far.</summary>
    /// <param name="model">Both ends of the streams.</param>
    /// <param name="repeats">Whether the page was to send its request again.</param>
    public static IReadOnlyList<Fact> Of(ExchangeModel model, bool repeats)
    {
        if (model.Connections is [{ Browser: { RefusedWith: { } status } refused }, ..])
        {
            return [new($"The host refused the request with {status}, so there is no stream, and the page made no event. {ForeignText.Visible(refused.End!.Detail)} Correct the body, and run again.")
            {
                Server = $"answered {status}",
                Browser = "no event, CLOSED 2",
            }];
        }

        var wires = model.Connections.Select(connection => connection.Wire).OfType<WireSide>().Where(wire => wire.Request is not null).ToArray();
        if (wires is not [{ Request: { } request } first, ..])
            return [];
        bool isPost = request.Method == "POST";
        string? length = Header(request, "Content-Length");
        var facts = new List<Fact>
        {
            new(isPost
                ? $"The host received a POST with {length} bytes of JSON, and answered with the stream that they describe."
                : "The host received a GET, and answered with the document's own stream: EventSource has no way to send a body.")
            {
                Server = $"{request.Method} {request.Target}, {(length is null ? "no body" : $"Content-Length {length}")}",
                Browser = isPost ? "sent by fetch" : "sent by EventSource",
                Bet = isPost ? null : Method,
                Truth = isPost ? Post : length is null ? Get : "get-body",
            },
        };
        if (isPost && first.Frames.Count > 0 && model.Connections[0].Browser is { } browser)
        {
            facts.Add(new($"The page's own parser made {Quantity.Of(browser.Received, "event")} from the bytes of the first response.")
            {
                Server = $"wrote {Quantity.Of(Written(first), "event")}, {Quantity.Of(first.Frames.Sum(step => step.Wire?.Frame.Bytes.Length ?? 0), "byte")}",
                Browser = $"dispatched {Quantity.Of(browser.Received, "event")}",
            });
        }

        if (isPost && first.End is not null)
            facts.Add(AtTheEnd(model, wires, repeats));
        return facts;
    }

    /// <summary>Judges a run for the puzzle: seven events, none of them <c>final</c>, within a second, with one POST.</summary>
    public static PuzzleResult Judge(ExchangeModel model)
    {
        var wires = model.Connections.Select(connection => connection.Wire).OfType<WireSide>().ToArray();
        if (wires is not [{ Request: { } request, Response: { } response, End: { } end } wire, ..])
            return new(false, "The host has no finished run of yours. Run the experiment, and wait until the stream has ended.");
        int written = Written(wire);
        var took = end.At - response.At;
        int? length = int.TryParse(Header(request, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) ? bytes : null;
        string record = $"The host received {(length is null ? "no body" : Quantity.Of(length.Value, "byte"))} and wrote {Quantity.Of(written, "event")} in {Quantity.Duration(took.TotalMilliseconds)}";
        return (wires.Length, request.Method, end.Reason) switch
        {
            ( > 1, _, _) => new(false, $"The host received {wires.Length} requests: it did everything {wires.Length} times. Do it with one."),
            (_, not "POST", _) => new(false, $"The host received a {request.Method}, which cannot carry your body."),
            (_, _, not StreamEnd.Completed) => new(false, $"The host had not finished: {StreamWords.Of(end.Reason)}. Wait until the server ends the stream."),
            _ when wire.Frames.Any(step => step is { Type: "final", Reading.HasData: true }) => new(false, $"{record}, and the last one was final."),
            _ when written != Events => new(false, $"{record}; the puzzle asks for {Events}."),
            _ when took > Longest => new(false, $"{record}; the puzzle allows {Quantity.Duration(Longest.TotalMilliseconds)}."),
            _ => new(true, $"{record}, none of them final.", length),
        };
    }

    private static Fact AtTheEnd(ExchangeModel model, WireSide[] wires, bool repeats)
    {
        // The bet is about a stream that the server ends, not one that the page closes on final.
        bool isAsBet = !repeats && wires[0].End!.Reason == StreamEnd.Completed && model.Connections[0].Browser is not { ClosedByPage: true };
        int sent = model.Connections.Count(connection => connection.Browser?.Connecting is not null);
        int inits = wires.Sum(wire => wire.Frames.Count(step => step.Type == "init"));
        return new(wires.Length == 1
            ? "The server ended the stream. To fetch, that is the end of a body and nothing more. The page did not send the POST again."
            : $"Each time the stream ended, the page sent the same POST again. The host received it {wires.Length} times, and did the work {wires.Length} times.")
        {
            Server = $"received {Quantity.Of(wires.Length, "request")}, wrote init {Quantity.Of(inits, "time")}",
            Browser = $"sent {Quantity.Of(sent, "request")}{(model.Connections[^1].Browser?.End is { Kind: FeedItemKind.Closed } ? ", then CLOSED 2" : "")}",
            Bet = isAsBet ? Requests : null,
            Truth = wires.Length.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static int Written(WireSide wire) => wire.Frames.Count(step => step is { Wire.Flushed: not null, Reading.HasData: true });

    private static string? Header(WireRequest request, string name)
    {
        string value = request.Headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
