using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

public sealed class FeedBufferTests
{
    [Fact]
    public void Add_OverTheCount_DropsTheOldestAndCountsIt()
    {
        var buffer = new FeedBuffer<string>(2, 1_000, text => text.Length);
        foreach (string text in new[] { "a", "b", "c" })
            buffer.Add(text);

        Assert.Equal([new(1, "b"), new(2, "c")], buffer.Snapshot());
        Assert.Equal(1, buffer.Dropped);
        Assert.Equal(3, buffer.Total);
    }

    [Fact]
    public void Add_OverTheSize_DropsUntilItFits()
    {
        var buffer = new FeedBuffer<string>(100, 10, text => text.Length);
        foreach (string text in new[] { "1234", "5678", "123456789" })
            buffer.Add(text);

        Assert.Equal([new(2, "123456789")], buffer.Snapshot());
        Assert.Equal(2, buffer.Dropped);
    }

    [Fact]
    public void Add_OneEntryLargerThanTheBound_IsKept()
    {
        var buffer = new FeedBuffer<string>(100, 3, text => text.Length);
        buffer.Add("12345");

        Assert.Equal([new(0, "12345")], buffer.Snapshot());
    }

    [Fact]
    public void Clear_AfterDrops_BeginsAtZeroAgain()
    {
        var buffer = new FeedBuffer<string>(1, 1_000, text => text.Length);
        buffer.Add("a");
        buffer.Add("b");
        buffer.Clear();
        buffer.Add("c");

        Assert.Equal([new(0, "c")], buffer.Snapshot());
    }
}
