using SseDashboard.Exchange;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Lessons;
using static SseDashboard.Components.Tests.Learning.HostsRuns;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>How the puzzle of the lesson on several hosts is judged.</summary>
public sealed class HostsPuzzleTests
{
    [Fact]
    public void Judge_AClientThatCrossesWithAnOldId_IsSolved()
    {
        var result = HostsFacts.Judge(Puzzle(), One(lost: 3).Model, Crosses("a-4", "b-5").Model);

        Assert.True(result.IsSolved, result.Message);
        Assert.StartsWith("Client 2 sent a-4 to host-a and got b-5 next, without a gap.", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_BothClientsChangingHosts_IsSolvedByTheOneWithoutAGap()
    {
        var one = One(lost: 3).At(2_000).Drops().Open(2, "host-b", "a-4").Sends("b-5");

        Assert.StartsWith("Client 2 sent", HostsFacts.Judge(Puzzle(), one.Model, Crosses("a-4", "b-5").Model) is { IsSolved: true } result ? result.Message : "not solved", StringComparison.Ordinal);
    }

    // After its gap, a client has an id of the old epoch too.
    [Fact]
    public void Judge_AClientThatCrossesAfterItsGap_IsNotSolved()
    {
        var two = Client().Open(1, "host-a").Sends("a-1", "a-2", "a-3", "a-4", "a-5", "a-6", "a-7", "gap").At(2_000).Drops().Open(2, "host-b", "a-4").Sends("b-5");

        AssertNot("it got a gap before that", Puzzle(), One(lost: 3).Model, two.Model);
    }

    [Fact]
    public void Judge_AnythingElse_SaysWhatWasWrong()
    {
        var one = One(lost: 3).Model;
        var crossing = Crosses("a-4", "b-5").Model;

        AssertNot("no record of a failover", [], one, crossing);
        AssertNot("lost 2 events", Steps("a-5", "a-6"), one, crossing);
        AssertNot("Nothing was published", [.. Puzzle().SkipLast(1)], one, crossing);
        AssertNot("No client changed hosts", Puzzle(), one, Two().Model);
        AssertNot("an id of the new epoch already", Puzzle(), one, Crosses("b-5", "b-6").Model);
        AssertNot("but got a gap next instead of b-5", Puzzle(), one, Crosses("a-6", "gap").Model);
        AssertNot("sent it no event yet", Puzzle(), one, Crosses("a-4").Model);
        AssertNot("got no gap", Puzzle(), new(), crossing);
    }

    private static void AssertNot(string expected, IReadOnlyList<HostStep> steps, ExchangeModel one, ExchangeModel two)
    {
        PuzzleResult result = HostsFacts.Judge(steps, one, two);

        Assert.False(result.IsSolved);
        Assert.Contains(expected, result.Message, StringComparison.Ordinal);
    }
}
