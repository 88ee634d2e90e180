using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on broadcasts: late joiners, gaps, and clients that all come back at once.</summary>
internal static class ManyFacts
{
    /// <summary>How the page may join.</summary>
    public static IReadOnlyList<Choice> Joins { get; } =
    [
        new("second", "with the id of the second event"),
        new("new", "without an id"),
        new("foreign", "with an id from before a restart"),
    ];

    /// <summary>The waves of the experiment: the same delay, without jitter and with it.</summary>
    public static IReadOnlyList<WavePlan> Plans { get; } =
    [
        new("Without jitter", TimeSpan.FromMilliseconds(500), TimeSpan.Zero),
        new("With up to 2 s of jitter", TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)),
    ];

    /// <summary>The longest that the puzzle lets the last client take.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromSeconds(8);

    /// <summary>The largest share of the clients that the puzzle allows in one interval, in percent.</summary>
    public const int MostPercent = 25;

    // An id that this channel never gave: as after a restart, when the history begins anew.
    private const string ForeignId = "0000-1";

    /// <summary>How many events a late joiner gets.</summary>
    public static readonly Question Late = new("late", $"The host publishes {ManyRun.Early} events. Then the page joins with the id of the second. How many of them will it get?")
    {
        Unit = "event",
        AnsweredBy = $"Choose “{Joins[0].Text}” and run.",
    };

    /// <summary>How many clients come back at once.</summary>
    public static readonly Question Peak = new("peak", "All clients lose their stream at the same moment, and each waits for half a second. How many will be back in the busiest tenth of a second?",
        new Choice("tenth", "At most a tenth of them"), new Choice("half", "More than a tenth, at most half"), new Choice("most", "More than half"))
    {
        AnsweredBy = "Run, and wait until all clients are back the first time.",
    };

    /// <summary>The query with which the page joins.</summary>
    /// <param name="join">One of <see cref="Joins"/>.</param>
    /// <param name="second">The id of the second event.</param>
    public static string QueryOf(string join, string second) => join switch
    {
        "second" => $"?lastEventId={second}",
        "foreign" => $"?lastEventId={ForeignId}",
        _ => "",
    };

    /// <summary>What the run showed so far.</summary>
    public static IReadOnlyList<Fact> Of(ExchangeModel model, ManyRun run, string join)
    {
        var facts = new List<Fact>();
        if (run.Listeners == 0)
            return facts;
        var connection = model.Connections.Count > 0 ? model.Connections[0] : null;
        var got = model.Connections.SelectMany(one => one.Frames).Where(step => step.Browser is not null).ToArray();
        int Count(string what) => got.Count(step => step.Type == "message" && step.Browser!.Value.Item.Data?.StartsWith(what, StringComparison.Ordinal) == true);
        string? gap = got.FirstOrDefault(step => step.Type == GapNotice.EventType)?.Browser?.Item.Data;
        facts.Add(new($"Of the {ManyRun.Early} events published before it joined, the page got {Count("early")}" + (join switch
        {
            "second" => ": those after the one whose id it sent, from the host's history.",
            "foreign" => ". The host did not know the id, and first said so with a gap event.",
            _ => ". A client without an id starts with the next event.",
        }))
        {
            Server = $"had {Quantity.Of(connection?.Wire?.Response?.Backlog ?? 0, "event")} for it"
                + (connection?.LastEventId is { } id ? $", after Last-Event-ID {id}" : ", without a Last-Event-ID"),
            Browser = Quantity.Of(Count("early"), "event") + (gap is null ? "" : $" after a gap: {gap}"),
            Bet = join == "second" ? Late : null,
            Truth = Count("early").ToString(CultureInfo.InvariantCulture),
        });
        facts.Add(new($"The host published {ManyRun.Live} events once, and {Quantity.Of(run.Listeners, "stream")} carried them: this page's and those of {Quantity.Of(run.Clients, "client")}.")
        {
            Server = $"published to {Quantity.Of(run.Listeners, "listener")}",
            Browser = $"this page dispatched {Quantity.Of(Count("live"), "event")}",
        });
        facts.AddRange(run.Waves.Where(wave => wave.Returns.Count >= wave.Dropped).Select((wave, i) => Of(wave, i == 0)));
        if (!run.IsRunning && run.Expected > 0 && run.Waves.Count > 0)
        {
            facts.Add(new(run.Received == run.Expected && run.Gaps == 0
                ? "No client missed an event: each sent the id of the last one that it had, and the host's history reached back that far."
                : $"Some clients missed events: they got {Quantity.Of(run.Gaps, "gap event")}.")
            {
                Server = $"wrote {Quantity.Of(ManyRun.Away, "event")} into the history during each outage",
                Browser = $"the clients have {Quantity.Of(run.Received, "event")} of {run.Expected.ToString("N0", CultureInfo.InvariantCulture)}",
            });
        }

        return facts;
    }

    /// <summary>Judges the storm of the puzzle.</summary>
    public static PuzzleResult Judge(StormWave? wave)
    {
        if (wave is null || wave.Returns.Count < wave.Dropped || wave.Dropped == 0)
            return new(false, "The host has no record of a storm in which all clients came back.");
        string record = $"The host saw {Quantity.Of(wave.Returns.Count, "client")} come back, the last after {Quantity.Duration(wave.Last)}, and at most {wave.Peak} of them ({wave.Share}) in {StormWave.BinMs} ms.";
        return new(wave.Peak * 100 <= wave.Clients * MostPercent && wave.Last <= Latest.TotalMilliseconds, record);
    }

    private static Fact Of(StormWave wave, bool isFirst) => new(
        $"{wave.Plan.Title}, the busiest {StormWave.BinMs} ms had {Quantity.Of(wave.Peak, "request")}, {wave.Share} of the clients. All were back after {Quantity.Duration(wave.Last)}.")
    {
        Server = $"ended {Quantity.Of(wave.Dropped, "stream")}, and saw {Quantity.Of(wave.Returns.Count, "request")} from {Quantity.Duration(wave.Returns.Count > 0 ? wave.Returns[0] : 0)} to {Quantity.Duration(wave.Last)} after that",
        Bet = isFirst ? Peak : null,
        Truth = isFirst ? wave.Peak * 10 <= wave.Clients ? "tenth" : wave.Peak * 2 <= wave.Clients ? "half" : "most" : null,
    };
}
