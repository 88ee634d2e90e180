using System.Globalization;
using System.Text.Json;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Jobs;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on long work: one job, and a page that leaves and comes back.</summary>
internal static class ProgressFacts
{
    /// <summary>What the job does while no client follows it.</summary>
    public static readonly Question Away = new("away", "You leave the job while it runs, and come back. What did the job do meanwhile?",
        new Choice("stopped", "It stopped, and starts over"), new Choice("waited", "It waited for you"), new Choice("on", "It went on"))
    {
        AnsweredBy = "Run, press Leave while the job runs, and press Come back.",
    };

    /// <summary>How many requests a page needs that leaves once.</summary>
    public static readonly Question Requests = new("own-requests", "You leave once while the job runs, and come back. How many requests for the job's stream will your page have made by the end?")
    {
        Unit = "request",
        AnsweredBy = "Run, press Leave once while the job runs, press Come back, and stay to the end.",
    };

    /// <summary>The status in the data of an event; <see langword="null"/> if it is none.</summary>
    public static JobStatus? Read(string? data)
    {
        try
        {
            return JsonSerializer.Deserialize<JobStatus>(data ?? "", JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the run showed so far.</summary>
    /// <param name="job">The host's job.</param>
    /// <param name="model">This page's streams of it.</param>
    public static IReadOnlyList<Fact> Of(Job? job, ExchangeModel model)
    {
        var followed = Followed(model);
        if (job is null || followed.Length == 0)
            return [];
        var facts = new List<Fact>();
        if (followed is [.., var first, { Wire.Request: { } back } second] && first.Wire!.End is { } left && Ids(first) is [.., var last] && Ids(second) is { Length: > 0 } ids)
        {
            double away = (back.At - left.At).TotalMilliseconds;
            var before = StatusAt(first.Frames.Last(step => IdOf(step) == last));
            var after = StatusAt(second.Frames.LastOrDefault(step => Waited(job, second, step)) ?? second.Frames.First(step => IdOf(step) == ids[0]));
            double went = (after?.ElapsedMs ?? 0) - (before?.ElapsedMs ?? 0);
            facts.Add(new($"You were away for {Quantity.Duration(away)}. Meanwhile the job went from {Percent(before)} to {Percent(after)}.")
            {
                Server = $"the job had run for {Quantity.Duration(before?.ElapsedMs ?? 0)} before, {Quantity.Duration(after?.ElapsedMs ?? 0)} after",
                Browser = $"dispatched event {last}, then event {ids[0]}",
                Bet = Away,
                Truth = went >= away / 2 ? "on" : went < 0 ? "stopped" : "waited",
            });
            facts.Add(new(second.LastEventId is { } id
                ? $"The page came back with the last event ID {id}, so the host continued with the event after it."
                : $"The page came back without an id, so the host started with the oldest event that it keeps: the page got {Quantity.Of(ids.Count(seen => seen <= last), "event")} a second time.")
            {
                Server = $"wrote events {Range(Ids(first, isSeen: false))}, then {Range(Ids(second, isSeen: false))}",
                Browser = $"dispatched events {Range(Ids(first))}, then {Range(ids)}",
            });
        }

        if (job.HasEnded && Newest(followed) is { State: not JobState.Running } end)
        {
            var cost = job.Traffic.Stream.Cost;
            facts.Add(new($"The job is {(end.State == JobState.Finished ? $"finished: {end.Primes:N0} primes, counted once" : "over without a result")}. This page followed it with {Quantity.Of(followed.Length, "request")}, all clients together with {Quantity.Of(cost.Requests, "request")}.")
            {
                Server = $"counted {Quantity.Of(cost.Requests, "request")}, wrote {Quantity.Bytes(cost.BodyBytes)}; {job.Status.Primes:N0} primes in {Quantity.Duration(job.Status.ElapsedMs)}",
                Browser = $"this page: {Quantity.Of(followed.Length, "stream")}, {end.Primes:N0} primes",
                Bet = followed.Count(HasLeft) == 1 ? Requests : null,
                Truth = followed.Length.ToString(CultureInfo.InvariantCulture),
            });
        }

        return facts;
    }

    /// <summary>Judges a run for the puzzle: away while the job went on, and each event written to the page once.</summary>
    public static PuzzleResult Judge(Job? job, ExchangeModel model)
    {
        var followed = Followed(model);
        if (job is not { HasEnded: true } || Newest(followed) is not { State: JobState.Finished })
            return new(false, "Your page has not received the job's last event. Run the experiment to its end.");
        long[] ids = [.. followed.SelectMany(connection => Ids(connection))];
        long repeated = ids.Length - ids.Distinct().Count(), missing = job.LastId - ids.Distinct().Count();
        bool wasAway = followed.Skip(1).Zip(followed).Any(pair => pair.First.Frames.Any(step =>
            Waited(job, pair.First, step) && IdOf(step) > Ids(pair.Second).LastOrDefault()));
        string record = $"Your page got {Quantity.Of(ids.Length, "event")} from the host over {Quantity.Of(followed.Length, "connection")}";
        return (followed.Length, repeated, missing, wasAway) switch
        {
            (1, _, _, _) => new(false, $"{record}: you never left."),
            (_, > 0, _, _) => new(false, $"{record}, {repeated:N0} of them a second time."),
            (_, _, > 0, _) => new(false, $"{record}; {missing:N0} never reached it."),
            (_, _, _, false) => new(false, $"{record}, but no event came while you were away. Stay away for longer."),
            _ => new(true, $"{record}: each of the job's {job.LastId:N0} events once, although some came while you were away."),
        };
    }

    private static ExchangeConnection[] Followed(ExchangeModel model) => [.. model.Connections.Where(connection => connection.Wire?.Request is not null)];

    private static bool HasLeft(ExchangeConnection connection) =>
        connection.Browser is { ClosedByPage: true } && Newest([connection]) is { State: JobState.Running };

    // An event that was on its way when the page left was written, and not seen.
    private static long[] Ids(ExchangeConnection connection, bool isSeen = true) =>
        [.. connection.Frames.Where(step => step.Browser is not null || !isSeen).Select(IdOf).Where(id => id > 0)];

    // The event happened before the client asked for it.
    private static bool Waited(Job job, ExchangeConnection connection, FrameStep step) =>
        connection.Wire?.Request is { } request && step is { Wire: not null, Browser: not null }
        && StatusAt(step) is { } status && job.StartedAt.AddMilliseconds(status.ElapsedMs) <= request.At;

    private static long IdOf(FrameStep step) =>
        long.TryParse(step.Reading?.Id, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0;

    private static JobStatus? Newest(ExchangeConnection[] followed) =>
        followed.SelectMany(connection => connection.Frames).Select(step => step.Browser).OfType<BrowserEvent>().Select(seen => Read(seen.Item.Data)).LastOrDefault();

    private static JobStatus? StatusAt(FrameStep step) => Read(step.Reading?.Preview);

    private static string Percent(JobStatus? status) => string.Create(CultureInfo.InvariantCulture, $"{(status?.Progress ?? 0) * 100:0.0} %");

    private static string Range(long[] ids) => ids.Length == 0 ? "none" : ids[0] == ids[^1] ? $"{ids[0]}" : $"{ids[0]} to {ids[^1]}";
}
