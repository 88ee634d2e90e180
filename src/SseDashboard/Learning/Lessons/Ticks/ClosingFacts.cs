using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on closing: who ends a stream, and what the host sees of it.</summary>
internal static class ClosingFacts
{
    /// <summary>How many ticks the stream has.</summary>
    public const int Ticks = 12;

    // One end may be an accident of timing.
    private const int Lifetimes = 2;

    /// <summary>What the browser does after <c>final</c>.</summary>
    public static readonly Question Again = new("again", "Close on final is off, and the server ends the response after final. What does the browser do?",
        new Choice("stays", "It stays closed: final was the last event"), new Choice("once", "It connects once more"), new Choice("forever", "It connects again and again"))
    {
        AnsweredBy = "Switch Close on final off, run, and wait for the third connection.",
    };

    /// <summary>What a maximum lifetime costs.</summary>
    public static readonly Question Cut = new("cut", "The host ends a connection halfway because it has reached its maximum lifetime. What does the page miss?",
        new Choice("rest", "The rest of the stream"), new Choice("away", "What happens until it has reconnected"), new Choice("nothing", "Nothing"))
    {
        AnsweredBy = "Choose a maximum lifetime of 1 s or 2 s, and run to the end.",
    };

    /// <summary>What the host sees of a closed tab.</summary>
    public static readonly Question Tab = new("tab", "You close a tab while its stream is open. How does the host find out?",
        new Choice("event", "The page sends a message"), new Choice("connection", "The connection closes"), new Choice("never", "Only by a timeout"))
    {
        AnsweredBy = "While it runs, open the same stream in another tab, and close that tab.",
    };

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    /// <summary>What the ticker writes.</summary>
    /// <param name="lifetime">The maximum lifetime of a connection; zero for none of its own.</param>
    public static TickScript Script(TimeSpan lifetime) => new() { Ticks = Ticks, Interval = Interval, Retry = TimeSpan.FromMilliseconds(500), Lifetime = lifetime };

    /// <summary>What the run showed so far.</summary>
    public static IReadOnlyList<Fact> Of(Ticker? ticker, ExchangeModel model)
    {
        if (ticker is null)
            return [];
        var requests = ticker.Requests;
        var own = TickRecord.Own(requests);
        var facts = new List<Fact>();
        if (Array.FindIndex(own, request => request is { HasFinal: true, EndedAt: not null }) is >= 0 and var at)
        {
            // The last request has no browser side if the page closed the stream while it was under way.
            var last = model.Connections.LastOrDefault(connection => connection.Browser is not null)?.Browser;
            facts.Add(AtTheEnd(own, own.Length - at - 1, last, model));
        }

        if (own.Where(request => request.End == StreamEnd.Lifetime).ToArray() is { Length: > 0 } cut && own.Any(request => request.Number > cut[0].Number && request.First > 0))
            facts.Add(AtTheLifetime(own, cut, model));
        if (requests.Where(request => request is { IsWatched: false, End: StreamEnd.ClientLeft }).ToArray() is [.., var left] gone)
        {
            facts.Add(new($"{Quantity.Of(gone.Length, "other client")} opened the same stream and left. The host noticed because the connection closed.")
            {
                Server = $"{StreamWords.Of(left.End)} after {Quantity.Duration((left.EndedAt!.Value - left.At).TotalMilliseconds)}, ticks {TickRecord.Ticks(left)}",
                Browser = "the page that left sent nothing",
                Bet = Tab,
                Truth = "connection",
            });
        }

        return facts;
    }

    /// <summary>Judges a run for the puzzle: all ticks, over connections that reached their lifetime, and no request after <c>final</c>.</summary>
    public static PuzzleResult Judge(Ticker? ticker, ExchangeModel model)
    {
        var own = TickRecord.Own(ticker?.Requests ?? []);
        int final = Array.FindIndex(own, request => request.HasFinal);
        if (final < 0)
            return new(false, "The host has not written final in this run. Run the experiment to its end.");
        int lifetimes = own.Count(request => request.End == StreamEnd.Lifetime), after = own.Length - final - 1;
        long written = TickRecord.Written(own);
        string record = $"The host wrote {Quantity.Of(written, "tick")} over {Quantity.Of(own.Length, "connection")}, and ended {(lifetimes == 0 ? "none" : $"{lifetimes}")} of them at the maximum lifetime.";
        return (after, lifetimes) switch
        {
            ( > 0, _) => new(false, $"{record} After final, it received {Quantity.Of(after, "more request")}: nothing had closed the stream."),
            _ when model.Connections is not [.., { Browser.ClosedByPage: true }] => new(false, $"{record} Your page has not closed the stream, so the browser is about to reconnect."),
            (_, < Lifetimes) => new(false, $"{record} The puzzle asks for at least {Lifetimes}."),
            _ when written < Ticks || TickRecord.Lost(own) > 0 => new(false, $"{record} All {Ticks} ticks must reach your page."),
            _ => new(true, $"{record} Your page closed it on final, and no request came after that."),
        };
    }

    private static Fact AtTheEnd(TickRequest[] own, int after, BrowserSide? last, ExchangeModel model)
    {
        bool isClosed = last is { ClosedByPage: true } or { ClosedWaiting: not null };
        return (after, isClosed) switch
        {
            (0, true) when last!.End?.Detail == "final" => new("The page closed the stream on final, and the host received no request after that.")
            {
                Server = $"received {Quantity.Of(own.Length, "request")}; the last stream: {StreamWords.Of(own[^1].End)}",
                Browser = "closed on final: CLOSED 2",
            },
            (0, _) => new($"The server wrote final and ended the response. {(isClosed ? "You closed the stream before the browser connected again." : "The page did not close the stream.")}")
            {
                Server = $"received {Quantity.Of(own.Length, "request")}; the last stream: {StreamWords.Of(own[^1].End)}",
                Browser = isClosed ? "CLOSED 2" : "error without data: CONNECTING 0",
                Bet = isClosed ? null : Again,
            },
            _ => new($"Nothing closed the stream on final. The browser took each end for a lost connection and connected again: {Quantity.Of(after, "request")} since the first final. {(isClosed ? "It stopped only because you closed the stream." : "It goes on until you press Close.")}")
            {
                Server = $"received {Quantity.Of(own.Length, "request")}, wrote final {Quantity.Of(own.Count(request => request.HasFinal), "time")}",
                Browser = $"dispatched final {Quantity.Of(model.Connections.Sum(connection => connection.Frames.Count(step => step is { Type: "final", Browser: not null })), "time")}",
                Bet = after == 1 && isClosed ? null : Again,
                Truth = after > 1 ? "forever" : null,
            },
        };
    }

    private static Fact AtTheLifetime(TickRequest[] own, TickRequest[] cut, ExchangeModel model)
    {
        long lost = TickRecord.Lost(own);
        long heard = model.Connections.Sum(connection => connection.Frames.Count(step => step is { Type: "tick", Browser: not null }));
        return new($"The host ended {Quantity.Of(cut.Length, "connection")} at the maximum lifetime. The browser reconnected with the last event ID, and the page missed {(lost == 0 ? "nothing" : Quantity.Of(lost, "tick"))}.")
        {
            Server = $"ended the first after {Quantity.Duration((cut[0].EndedAt!.Value - cut[0].At).TotalMilliseconds)}, wrote {Quantity.Of(TickRecord.Written(own), "tick")} in all",
            Browser = $"dispatched {Quantity.Of(heard, "tick")}",
            Bet = Cut,
            Truth = lost == 0 ? "nothing" : "away",
        };
    }
}
