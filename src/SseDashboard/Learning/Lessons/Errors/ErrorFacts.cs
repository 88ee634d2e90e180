using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on <c>error</c>: the server's events of that type, and the browser's own.</summary>
internal static class ErrorFacts
{
    private const string Error = "error";
    private const string Whole = "Run it, and wait until the stream has failed permanently.";

    /// <summary>How often the listener is called.</summary>
    public static readonly Question Calls = new("calls", "How many times will the document's listener for error be called?")
    {
        Unit = "call",
        AnsweredBy = Whole,
    };

    /// <summary>What it prints of the browser's own error.</summary>
    public static readonly Question Printed = new("printed", "What will it print as data when the server ends the response?",
        new Choice("undefined", "undefined"), new Choice("empty", "Nothing: an empty string"), new Choice("reason", "The reason for the end"))
    {
        AnsweredBy = Whole,
    };

    /// <summary>What the EventSource is doing meanwhile.</summary>
    public static readonly Question State = new("state", "Which readyState does the EventSource have when it dispatches the server's first error event?",
        new Choice("0", "CONNECTING 0"), new Choice("1", "OPEN 1"), new Choice("2", "CLOSED 2"))
    {
        AnsweredBy = Whole,
    };

    /// <summary>The tests that the puzzle offers: their names in <c>errors.js</c>, and their code.</summary>
    public static IReadOnlyList<Choice> Tests { get; } =
    [
        new("type", "event.type === \"error\""),
        new("trusted", "event.isTrusted"),
        new("data", "Boolean(event.data)"),
        new("state", "source.readyState !== EventSource.CLOSED"),
        new("message", "event instanceof MessageEvent"),
    ];

    /// <summary>What the run showed so far.</summary>
    /// <param name="model">Both ends of the stream.</param>
    /// <param name="console">The lines that the document's listeners printed.</param>
    public static IReadOnlyList<Fact> Of(ExchangeModel model, IEnumerable<string> console)
    {
        var sent = model.Connections.SelectMany(connection => connection.Frames)
            .Where(step => step is { Wire.Flushed: not null, Browser: not null, Reading: { HasData: true, Type: Error } }).ToArray();
        var own = model.Connections.Where(connection => connection.Browser?.End is { Kind: FeedItemKind.Reconnecting or FeedItemKind.Failed }).ToArray();
        var facts = new List<Fact>();
        if (sent.Length > 0)
        {
            var state = sent[0].Browser!.Value.Item.State;
            facts.Add(new($"The server sent {Quantity.Of(sent.Length, "event")} of the type error. They are events like any other: they carry data, and the connection stays open.")
            {
                Server = $"wrote data {string.Join(", ", sent.Select(step => $"“{step.Reading!.Preview}”"))}",
                Browser = $"dispatched {Quantity.Of(sent.Length, "MessageEvent")}, readyState {Name(state)}",
                Bet = State,
                Truth = state is { } known ? Number((int)known) : null,
            });
        }

        if (own.Length > 0)
        {
            int? status = own.Select(connection => connection.Browser!.RefusedWith).FirstOrDefault(known => known is not null);
            facts.Add(new($"The browser itself fired error {Times(own.Length)}. The event does not say why."
                + (status is null ? "" : $" EventSource does not reveal the status of a refusal either: this dashboard sent the request once more, with fetch, and got {status}."))
            {
                Server = string.Join("; ", own.Select(Cause)),
                Browser = $"readyState {string.Join(", ", own.Select(connection => Name(connection.Browser!.End!.State)))}",
            });
        }

        // The listener's lines, without those for the server's events, which have data.
        if (own.Length > 0 && console.FirstOrDefault(line => line.StartsWith("Received error", StringComparison.Ordinal) && line.Contains("id: undefined", StringComparison.Ordinal)) is { } line)
        {
            facts.Add(new("The browser's own error is a plain Event without data and lastEventId. The document's listener prints them anyway.")
            {
                Browser = line,
                Bet = Printed,
                Truth = line.Contains("data: undefined", StringComparison.Ordinal) ? "undefined" : "empty",
            });
        }

        if (own.FirstOrDefault(connection => connection.Browser!.End!.Kind == FeedItemKind.Failed) is { } failed)
        {
            int calls = sent.Length + own.Length;
            facts.Add(new($"So the listener was called {Times(calls)}. Only readyState showed that the last one was permanent: EventSource sent no request after the refusal.")
            {
                Server = $"wrote {Quantity.Of(sent.Length, "error event")}, ended {Quantity.Of(own.Count(connection => connection.Wire?.End is not null), "response")}, refused {Quantity.Of(own.Count(connection => connection.Browser?.RefusedWith is not null), "request")}",
                Browser = $"{Quantity.Of(calls, "call")}, then readyState {Name(failed.Browser!.End!.State)}",
                Bet = Calls,
                Truth = Number(calls),
            });
        }

        return facts;
    }

    /// <summary>Judges an attempt at the puzzle.</summary>
    public static PuzzleResult Judge(SortedErrors sorted, RecordedErrors recorded)
    {
        int own = recorded.Ended + recorded.Refused;
        string host = $"The host wrote {Quantity.Of(recorded.Written, "error event")}, ended {Quantity.Of(recorded.Ended, "response")} and refused {Quantity.Of(recorded.Refused, "request")}.";
        if (!sorted.IsOver || recorded.Written == 0)
            return new(false, $"{host} The stream was not over in time. Try again.");
        return new(
            (sorted.Server, sorted.Browser) == (recorded.Written, own),
            $"{host} Your test took {Quantity.Of(sorted.Server, "error")} for the server's and {Quantity.Of(sorted.Browser, "error")} for the browser's.");
    }

    private static string Cause(ExchangeConnection connection) => connection switch
    {
        { Wire.End: { } end } => StreamWords.Of(end.Reason),
        { Browser.RefusedWith: not null } => "request refused",
        _ => "no record",
    };

    private static string Times(int number) => number == 1 ? "once" : $"{number} times";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Name(ReadyState? state) => state is { } known ? $"{known.ToString().ToUpperInvariant()} {(int)known}" : "unknown";
}
