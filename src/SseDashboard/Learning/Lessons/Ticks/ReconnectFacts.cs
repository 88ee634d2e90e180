using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on reconnecting: what a client that lost its connection sends, gets and misses.</summary>
internal static class ReconnectFacts
{
    /// <summary>How many losses the puzzle asks for.</summary>
    public const int Losses = 2;

    /// <summary>The ticks that the host keeps at first, with which <see cref="Lost"/> asks.</summary>
    public const int History = 3;

    private const string Last = "last", Next = "next", None = "none";

    // Ten minutes.
    private const int Ticks = 2_400;

    /// <summary>The time from one tick to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The reconnection time at first, with which <see cref="Lost"/> asks.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>What the reconnect carries.</summary>
    public static readonly Question Id = new("id", "Each tick has an id, its number, and the page has heard ticks 1 to n when the connection is lost. Which Last-Event-ID does the browser send when it reconnects?",
        new Choice(Last, "n"), new Choice(Next, "n + 1"), new Choice(None, "None: it starts over"))
    {
        AnsweredBy = "Switch Send ids on, run, wait for a tick and lose the connection.",
    };

    /// <summary>How many ticks are lost.</summary>
    public static readonly Question Lost = new("lost", $"Each tick has an id. One comes every 250 ms, the reconnection time is {Retry.TotalSeconds} s, and the host keeps {History} ticks. How many ticks does the page miss when it loses the first connection?")
    {
        Unit = "tick",
        AnsweredBy = $"Switch Send ids on, choose a history of {History} ticks and a reconnection time of {Quantity.Duration(Retry.TotalMilliseconds)}, run, and lose the connection.",
    };

    /// <summary>What a status other than 200 does.</summary>
    public static readonly Question Status = new("status", "The host answers the reconnect with 500 Internal Server Error. What does EventSource do?",
        new Choice("again", "It tries again later"), new Choice("up", "It gives up"))
    {
        AnsweredBy = "Run, choose 500 Internal Server Error as the answer to the next request, and lose the connection.",
    };

    /// <summary>What the ticker writes.</summary>
    public static TickScript Script(bool hasIds, int history, TimeSpan retry) => new() { Ticks = Ticks, Interval = Interval, HasIds = hasIds, History = history, Retry = retry };

    /// <summary>What the run showed so far.</summary>
    public static IReadOnlyList<Fact> Of(Ticker? ticker, ExchangeModel model)
    {
        var own = TickRecord.Own(ticker?.Requests ?? []);
        var facts = new List<Fact>();
        if (own is not [{ EndedAt: { } ended } first, var second, ..])
            return facts;
        facts.Add(new($"The browser waited {Quantity.Duration((second.At - ended).TotalMilliseconds)} and sent its request again; the stream had asked for {Quantity.Duration(ticker!.Script.Retry.TotalMilliseconds)} (retry).")
        {
            Server = $"wrote tick {first.Last} last, then received Last-Event-ID {second.LastEventId ?? "none"}",
            Browser = model.Connections is [{ Browser.End: not null }, ..] ? "error without data, CONNECTING 0" : null,
            Bet = ticker.Script.HasIds && first.Last > 0 ? Id : null,
            Truth = second.LastEventId is not { } id ? None : id == Text(first.Last) ? Last : Next,
        });
        var resumed = own.Skip(1).Where(request => request is { Status: StatusCodes.Status200OK, First: > 0 }).ToArray();
        if (resumed.Length > 0)
        {
            long replayed = resumed.Sum(TickRecord.Replayed), lost = TickRecord.Lost(own);
            long heard = model.Connections.Sum(connection => connection.Frames.Count(step => step is { Type: "tick", Browser: not null }));
            facts.Add(new($"While the page was away, {Quantity.Of(replayed + lost, "tick")} came. The host replayed {replayed:N0}, and the page missed {(lost == 0 ? "none" : lost.ToString("N0", CultureInfo.InvariantCulture))}.{Why(lost, resumed)}")
            {
                Server = $"wrote {Quantity.Of(TickRecord.Written(own), "tick")} of {own.Max(request => request.Last):N0}",
                Browser = $"dispatched {Quantity.Of(heard, "tick")}",
                Bet = ticker.Script is { HasIds: true, History: History } script && script.Retry == Retry ? Lost : null,
                Truth = Text(TickRecord.Lost([first, resumed[0]])),
            });
        }

        if (own is [.., { Status: not StatusCodes.Status200OK } refused])
        {
            facts.Add(new(refused.Status == StatusCodes.Status204NoContent
                ? "The host answered 204 No Content, which tells EventSource not to reconnect."
                : $"The host answered {refused.Status}. EventSource gives up on any status but 200, and does not try again.")
            {
                Server = $"received {Quantity.Of(own.Length, "request")}, the last of them answered {refused.Status}",
                Browser = model.Connections is [.., { Browser.End: not null }] ? "error without data, CLOSED 2" : null,
                Bet = refused.Status == StatusCodes.Status500InternalServerError ? Status : null,
                Truth = "up",
            });
        }

        return facts;
    }

    /// <summary>Judges a run for the puzzle: two connections lost while ticks came, and no tick missed.</summary>
    public static PuzzleResult Judge(Ticker? ticker)
    {
        var own = TickRecord.Own(ticker?.Requests ?? []);
        var resumed = own.Skip(1).Where((request, i) => own[i].End == StreamEnd.Dropped && request is { Status: StatusCodes.Status200OK, First: > 0 }).ToArray();
        if (resumed.Length < Losses)
            return new(false, $"The host saw your page lose {Quantity.Of(resumed.Length, "connection")} and come back. The puzzle asks for {Losses}.");
        long lost = TickRecord.Lost(own), replayed = resumed.Sum(TickRecord.Replayed);
        string record = $"The host saw your page lose {Quantity.Of(resumed.Length, "connection")} and come back, and wrote ticks {own.First(request => request.First > 0).First} to {own.Max(request => request.Last)}";
        return (lost, resumed.All(request => TickRecord.Replayed(request) > 0)) switch
        {
            ( > 0, _) => new(false, $"{record}, and your page missed {Quantity.Of(lost, "tick")}.{Why(lost, resumed)}"),
            (_, false) => new(false, $"{record} without a gap. But one of the times no tick came while the page was away, so there was nothing to miss."),
            _ => new(true, $"{record} without a gap: {Quantity.Of(replayed, "tick")} came while the page was away, and were replayed."),
        };
    }

    private static string Why(long lost, TickRequest[] resumed) => (lost, resumed.Sum(request => request.Missed)) switch
    {
        (0, _) => "",
        (_, 0) => " The request had no id to resume from, so neither side could notice.",
        var (_, missed) => $" A gap event announced {missed:N0} of them: the history was too short.",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
