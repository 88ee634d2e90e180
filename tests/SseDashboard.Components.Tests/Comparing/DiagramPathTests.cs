using SseDashboard.Comparing;
using SseDashboard.Jobs;

namespace SseDashboard.Components.Tests;

public sealed class DiagramPathTests
{
    // 4 of 1,000 units are 80 ms.
    private static readonly TimeScale Scale = new(20);

    [Fact]
    public void LeavesOut_NothingArrivedYet_IsFalse() => Assert.False(DiagramPath.LeavesOut(RunOf(), Scale));

    [Theory]
    [InlineData(false, 1_000, 1_100, 1_200, 1_300)]
    // Only the responses are far enough apart; then only the requests.
    [InlineData(true, 1_000, 1_100, 1_050, 2_000)]
    [InlineData(true, 1_000, 1_950, 1_900, 2_000)]
    public void LeavesOut_Polls_ChecksRequestsAndResponses(bool expected, double asked, double answered, double askedNext, double answeredNext) =>
        Assert.Equal(expected, DiagramPath.LeavesOut(RunOf(Answer(asked, answered), Answer(askedNext, answeredNext)), Scale));

    private static ComparisonRun RunOf(params ComparisonItem[] items)
    {
        var run = new ComparisonRun(1_000, TimeSpan.FromSeconds(1));
        foreach (var item in items)
            run.Add(item);
        return run;
    }

    private static ComparisonItem Answer(double asked, double answered) => new(
        ComparisonItemKind.Answer, answered, Way.Poll, asked, Status: new("1-abcd", JobState.Running, 1_000, 0.5, 500, 95, answered));
}
