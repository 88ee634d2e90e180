using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on storms makes of one.</summary>
public sealed class ManyFactsTests
{
    [Fact]
    public void Wave_CountsTheReturnsOfEachTenthOfASecond()
    {
        var wave = Wave(500, 510, 599, 600, 1_250);

        Assert.Equal([0, 0, 0, 0, 0, 3, 1, 0, 0, 0, 0, 0, 1], wave.Bins);
        Assert.Equal((3, 1_250.0), (wave.Peak, wave.Last));
    }

    [Fact]
    public void Judge_SpreadAndSoonEnough_IsSolved() =>
        Assert.True(ManyFacts.Judge(Wave([.. Enumerable.Range(0, 100).Select(i => 500 + (20.0 * i))])).IsSolved);

    [Fact]
    public void Judge_AllAtOnce_IsNotSolved()
    {
        var result = ManyFacts.Judge(Wave([.. Enumerable.Repeat(510.0, 100)]));

        Assert.False(result.IsSolved);
        Assert.Contains("at most 100 of them", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LastOneTooLate_IsNotSolved() =>
        Assert.False(ManyFacts.Judge(Wave([.. Enumerable.Range(0, 100).Select(i => 500 + (90.0 * i))])).IsSolved);

    [Fact]
    public void Judge_NotAllBackOrNoStorm_IsNotSolved()
    {
        Assert.False(ManyFacts.Judge(null).IsSolved);
        Assert.False(ManyFacts.Judge(Wave(500, 900) with { Dropped = 3 }).IsSolved);
    }

    [Theory]
    [InlineData("second", "?lastEventId=5e0c-2")]
    [InlineData("new", "")]
    [InlineData("foreign", "?lastEventId=0000-1")]
    public void Query_SaysWhereThePageJoins(string join, string query) => Assert.Equal(query, ManyFacts.QueryOf(join, "5e0c-2"));

    private static StormWave Wave(params double[] returns) =>
        new(ManyFacts.Plans[0], returns.Length, returns.Length, returns);
}
