using System.Globalization;
using SseDashboard.Comparing;
using SseDashboard.Display;
using SseDashboard.Jobs;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on polling: one job, followed in both ways at the same time.</summary>
internal static class ComparisonFacts
{
    /// <summary>
    /// How much staler than the stream polling may be and still count as fresh, in milliseconds: about a frame and a half of a
    /// film, too short for anyone to see.
    /// </summary>
    public const double FreshMs = 100;

    private const string Whole = "Run it to the end of the job, with a job that takes a few seconds.";

    // With fewer changes a lucky poll decides. The job reports about five a second.
    private const int LeastChanges = 8;

    /// <summary>How many polls there will be.</summary>
    public static readonly Question Polls = new("polls", "How many requests will polling have made by the end of the job?") { Unit = "request", AnsweredBy = Whole };

    /// <summary>How many requests the stream makes.</summary>
    public static readonly Question Streams = new("streams", "And how many will the stream have made?") { Unit = "request", AnsweredBy = Whole };

    /// <summary>Which of the two is fresher.</summary>
    public static readonly Question Fresher = new("fresher", "Which of them will be less stale, on average?",
        new Choice("poll", "Polling"), new Choice("stream", "The stream"), new Choice("same", "Both the same, within 5 ms"))
    {
        AnsweredBy = Whole,
    };

    /// <summary>What the run showed.</summary>
    /// <param name="run">What the browser reported; <see langword="null"/> before the first run.</param>
    /// <param name="traffic">What the host counted for the same job.</param>
    public static IReadOnlyList<Fact> Of(ComparisonRun? run, JobTraffic? traffic)
    {
        if (run is not { IsRunning: false, Latest: not null } || traffic is null)
            return [];
        var (poll, stream) = (traffic.Poll.Cost, traffic.Stream.Cost);
        // The bets are about the whole job.
        bool isWhole = run.Latest.State == JobState.Finished;
        var facts = new List<Fact>
        {
            new($"Polling made {Quantity.Of(poll.Requests, "request")} in {Quantity.Duration(run.Latest.ElapsedMs)}, once every {Quantity.Duration(run.Interval.TotalMilliseconds)} at most.")
            {
                Server = $"counted {Quantity.Of(poll.Requests, "request")}",
                Browser = $"had {Quantity.Of(run.Arrivals(Way.Poll).Count, "answer")}",
                Bet = isWhole ? Polls : null,
                Truth = poll.Requests.ToString(CultureInfo.InvariantCulture),
            },
            new($"The stream made {Quantity.Of(stream.Requests, "request")} and delivered {Quantity.Of(run.Arrivals(Way.Stream).Count, "change")}.")
            {
                Server = $"counted {Quantity.Of(stream.Requests, "request")}",
                Browser = $"had {Quantity.Of(run.Arrivals(Way.Stream).Count, "event")}",
                Bet = isWhole ? Streams : null,
                Truth = stream.Requests.ToString(CultureInfo.InvariantCulture),
            },
            new($"Polling moved {Quantity.Bytes(poll.All)} in both directions, {Quantity.Bytes(poll.RequestBytes + poll.ResponseHeadBytes)} of them request lines and headers; the stream moved {Quantity.Bytes(stream.All)}.")
            {
                Server = $"sent bodies of {Quantity.Bytes(poll.BodyBytes)} to polling and {Quantity.Bytes(stream.BodyBytes)} to the stream",
                Browser = $"{Bodies(run, Way.Poll, "polling")}; {Bodies(run, Way.Stream, "the stream")}",
            },
        };
        if (run.StalenessOf(Way.Poll) is { } polled && run.StalenessOf(Way.Stream) is { } told)
        {
            facts.Add(new($"On average a change reached the page {Quantity.Duration(polled.AverageMs)} late by polling, {Quantity.Duration(told.AverageMs)} late by the stream.")
            {
                Browser = $"at worst {Quantity.Duration(polled.WorstMs)} and {Quantity.Duration(told.WorstMs)}, ± {Quantity.Duration(run.Start.Uncertainty)}",
                Bet = isWhole ? Fresher : null,
                Truth = Math.Abs(polled.AverageMs - told.AverageMs) <= 5 ? "same" : polled.AverageMs < told.AverageMs ? "poll" : "stream",
            });
        }

        return facts;
    }

    /// <summary>Judges a run for the puzzle: polling that is as fresh as the stream.</summary>
    public static PuzzleResult Judge(ComparisonRun? run, JobTraffic? traffic)
    {
        if (run is not { IsRunning: false, Problem: null } || traffic is null || run.StalenessOf(Way.Poll) is not { } polled || run.StalenessOf(Way.Stream) is not { } told)
            return new(false, "The host has no finished run of yours. Run the experiment to the end of the job.");
        if (told.Changes < LeastChanges)
            return new(false, $"The job was over after {Quantity.Of(told.Changes, "change")}: too few to compare. Count further, so that it takes a few seconds.");
        var (poll, stream) = (traffic.Poll.Cost, traffic.Stream.Cost);
        string cost = $"It cost {Quantity.Of(poll.Requests, "request")} and {Quantity.Bytes(poll.All)}; the stream took {Quantity.Of(stream.Requests, "request")} and {Quantity.Bytes(stream.All)}.";
        double behind = polled.AverageMs - told.AverageMs;
        return behind <= FreshMs
            ? new(true, $"Polling every {Quantity.Duration(run.Interval.TotalMilliseconds)} was {Quantity.Duration(Math.Max(0, behind))} staler than the stream. {cost}")
            : new(false, $"Polling every {Quantity.Duration(run.Interval.TotalMilliseconds)} was {Quantity.Duration(behind)} staler than the stream; {Quantity.Duration(FreshMs)} is allowed. {cost}");
    }

    /// <summary>How far a running job has come and how long it still takes at its present speed, to continue a sentence.</summary>
    public static string TimeLeft(JobStatus job) => job.Progress > 0
        ? string.Create(CultureInfo.InvariantCulture, $": {job.Progress * 100:0} %, about {Quantity.Duration(job.ElapsedMs * (1 - job.Progress) / job.Progress)} left")
        : "";

    // Resource timing has no size, or 0, for an EventSource that the page closed (tried in Chromium 156).
    private static string Bodies(ComparisonRun run, Way way, string name) =>
        run.Bodies(way) is { Bytes: > 0 } bodies ? $"received {Quantity.Bytes(bodies.Bytes)} by {name}" : $"reports no size for {name}";
}
