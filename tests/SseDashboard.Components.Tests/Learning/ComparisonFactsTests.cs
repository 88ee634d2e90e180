using Microsoft.AspNetCore.Http;
using SseDashboard.Comparing;
using SseDashboard.Jobs;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on polling says about a run.</summary>
public sealed class ComparisonFactsTests
{
    [Fact]
    public void Facts_WhileTheJobRuns_AreNone() => Assert.Empty(ComparisonFacts.Of(Run(1_000, done: false), Traffic(3)));

    [Fact]
    public void Facts_OfARun_HaveTheHostsNumbers()
    {
        var facts = ComparisonFacts.Of(Run(1_000), Traffic(3));

        Assert.Equal("counted 3 requests", facts[0].Server);
        Assert.Equal("had 2 answers", facts[0].Browser);
        Assert.Equal((ComparisonFacts.Polls, "3"), (facts[0].Bet, facts[0].Truth));
        Assert.Equal((ComparisonFacts.Streams, "1"), (facts[1].Bet, facts[1].Truth));
        Assert.Equal("stream", facts[3].Truth);
    }

    [Fact]
    public void Facts_OfACancelledJob_LeaveTheBetsOpen() =>
        Assert.All(ComparisonFacts.Of(Run(1_000, last: JobState.Cancelled), Traffic(3)), fact => Assert.Null(fact.Bet));

    // Resource timing has no size for an EventSource.
    [Fact]
    public void Facts_OfAStreamWithoutASize_DoNotSayThatItIsEmpty()
    {
        var run = Run(1_000);
        run.Add(new(ComparisonItemKind.Bodies, 0, Way.Poll, Count: 3, Bytes: 1_900));
        run.Add(new(ComparisonItemKind.Bodies, 0, Way.Stream, Count: 1, Bytes: 0));

        Assert.Equal("received 1.9 kB by polling; reports no size for the stream", ComparisonFacts.Of(run, Traffic(3))[2].Browser);
    }

    [Fact]
    public void TimeLeft_OfARunningJob_IsEstimatedFromItsSpeed()
    {
        Assert.Equal(": 50 %, about 3.0 s left", ComparisonFacts.TimeLeft(Status(3_000)));
        Assert.Empty(ComparisonFacts.TimeLeft(Status(0) with { Progress = 0 }));
    }

    [Fact]
    public void Judge_PollingRarely_IsNotSolvedAndNamesTheDifference()
    {
        var result = ComparisonFacts.Judge(Run(1_000), Traffic(3));

        Assert.False(result.IsSolved);
        Assert.Contains("100 ms is allowed", result.Message, StringComparison.Ordinal);
        Assert.Contains("It cost 3 requests", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_PollingOften_IsSolvedAndNamesTheCost()
    {
        var result = ComparisonFacts.Judge(Run(20), Traffic(100));

        Assert.True(result.IsSolved, result.Message);
        Assert.Contains("It cost 100 requests", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_JobTooShort_AsksForALongerOne()
    {
        var result = ComparisonFacts.Judge(Run(20, changes: 3), Traffic(10));

        Assert.False(result.IsSolved);
        Assert.Contains("too few to compare", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WithoutRun_SaysWhatToDo() =>
        Assert.Contains("Run the experiment", ComparisonFacts.Judge(null, null).Message, StringComparison.Ordinal);

    // The job changes every 200 ms; the stream brings each change at once, and a poll the newest one.
    private static ComparisonRun Run(int interval, int changes = 10, bool done = true, JobState last = JobState.Finished)
    {
        var run = new ComparisonRun(1_000, TimeSpan.FromMilliseconds(interval));
        run.Add(new(ComparisonItemKind.Started, 0, Status: Status(0)));
        int end = changes * 200;
        for (int time = 200; time <= end; time += 200)
            run.Add(new(ComparisonItemKind.Event, time, Way.Stream, Status: At(time)));
        for (int time = interval; time <= end + interval - 1; time += interval)
            run.Add(new(ComparisonItemKind.Answer, time, Way.Poll, Asked: time, Age: time, Status: At(Math.Min(end, time / 200 * 200))));
        if (done)
            run.Add(new(ComparisonItemKind.Done, end));
        return run;

        JobStatus At(int time) => Status(time) with { State = time == end ? last : JobState.Running };
    }

    private static JobStatus Status(double elapsed) => new("1", JobState.Running, 1_000, 0.5, 500, 95, elapsed);

    private static JobTraffic Traffic(int polls)
    {
        var traffic = new JobTraffic();
        for (int i = 0; i < polls; i++)
            traffic.Poll.Count(new DefaultHttpContext());
        traffic.Stream.Count(new DefaultHttpContext());
        return traffic;
    }
}
