namespace SseDashboard.Streams.Redis.Tests;

public sealed class SeenEventsTests
{
    [Fact]
    public void Add_SeveralEpochs_KeepsTheGreatestNumberOfEach()
    {
        var seen = new SeenEvents();
        Assert.Equal(new("", 0), seen.Last);
        seen.Add(new("a", 5));
        seen.Add(new("a", 3));
        Assert.Equal("a:5", seen.ToString());
        seen.Add(new("b", 6));
        seen.Add(new("b", 7));
        Assert.Equal("a:5 b:7", seen.ToString());
        seen.Add(new("a", 1));
        Assert.Equal("b:7 a:5", seen.ToString());
        Assert.Equal(new("a", 5), seen.Last);
    }

    [Fact]
    public void Add_WholeLog_NotesTheEndOfEachEpoch()
    {
        var seen = new SeenEvents();
        seen.Add([new("a", 0), new("b", 4), new("c", 4)], 9);
        Assert.Equal("a:4 b:4 c:9", seen.ToString());
    }

    [Fact]
    public void Add_MoreEpochsThanTheLogRemembers_DropsTheOldest()
    {
        var seen = new SeenEvents();
        for (int i = 1; i <= 20; i++)
            seen.Add(new($"e{i}", i));
        Assert.Equal(string.Join(' ', Enumerable.Range(5, 16).Select(i => $"e{i}:{i}")), seen.ToString());
    }
}
