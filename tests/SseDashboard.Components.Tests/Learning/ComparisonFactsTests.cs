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
    private static ComparisonRun Run(int interval, int changes = 10, bool done = true)
    {
        var run = new ComparisonRun(1_000, TimeSpan.FromMilliseconds(interval));
        run.Add(new(ComparisonItemKind.Started, 0, Status: Status(0)));
        int end = changes * 200;
        for (int time = 200; time <= end; time += 200)
            run.Add(new(ComparisonItemKind.Event, time, Way.Stream, Status: Status(time)));
        for (int time = interval; time <= end + interval - 1; time += interval)
            run.Add(new(ComparisonItemKind.Answer, time, Way.Poll, Asked: time, Age: time, Status: Status(Math.Min(end, time / 200 * 200))));
        if (done)
            run.Add(new(ComparisonItemKind.Done, end));
        return run;
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
