using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

/// <summary>Frames and events that come too fast to be matched one by one.</summary>
public sealed class BurstMatchingTests
{
    private static readonly HashSet<long> Closed = [];

    [Fact]
    public void Frames_VeryMany_AreOneStepAndTheNewest()
    {
        var exchanged = new Exchanged().Opened();
        exchanged.Model.Add(exchanged.Frames(1, 1_000));

        var frames = exchanged.Model.Connections[0].Frames;
        Assert.Equal(26, frames.Count);
        Assert.Equal(975, frames[0].Burst!.Count);
        Assert.Equal(1_000, frames.Sum(step => step.Count));
        Assert.Equal(Enumerable.Range(976, 25).Select(i => $"{i}"), frames.Skip(1).Select(step => step.Reading!.Preview));
    }

    [Fact]
    public void Frames_AFewAtATime_AreKeptOneByOne()
    {
        var exchanged = new Exchanged().Opened();
        exchanged.Model.Add(exchanged.Frames(1, 100));

        Assert.All(exchanged.Model.Connections[0].Frames, step => Assert.Null(step.Burst));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Burst_OnBothSides_MatchesTheNewestOneByOne(bool browserFirst)
    {
        var exchanged = new Exchanged().Opened();
        var frames = exchanged.Frames(1, 1_000);
        if (!browserFirst)
            exchanged.Model.Add(frames);
        exchanged.Skipped(950);
        for (int i = 951; i <= 1_000; i++)
            exchanged.Event($"{i}", id: $"{i}");
        if (browserFirst)
            exchanged.Model.Add(frames);

        var connection = exchanged.Model.Connections[0];
        Assert.Equal(975, connection.Frames[0].Burst!.Dispatched);
        Assert.All(connection.Frames.Skip(1), step => Assert.Equal(step.Reading!.Preview, step.Browser?.Item.Data));
        Assert.Empty(connection.Unmatched);
        Assert.Equal(975, connection.Browser!.TooFast);
        Assert.Equal(1_000, connection.Browser.Received);
    }

    [Fact]
    public void Skipped_WithoutABurst_SettlesAsManyFrames()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 5; i++)
            exchanged.Frame("tick");
        exchanged.Event("tick").Skipped(3).Event("tick");

        Assert.Equal(
            [Verdict.Dispatched, Verdict.InBurst, Verdict.InBurst, Verdict.InBurst, Verdict.Dispatched], exchanged.Verdicts());
    }

    [Fact]
    public void Burst_OfFramesOnly_TakesTheEventsOneByOne()
    {
        var exchanged = new Exchanged().Opened();
        exchanged.Model.Add(exchanged.Frames(1, 200));
        for (int i = 1; i <= 200; i++)
            exchanged.Event($"{i}", id: $"{i}");

        var connection = exchanged.Model.Connections[0];
        Assert.Equal(175, connection.Frames[0].Burst!.Dispatched);
        Assert.All(connection.Frames.Skip(1), step => Assert.Equal(Verdict.Dispatched, step.Verdict));
        Assert.Equal(175, connection.Browser!.TooFast);
    }

    [Fact]
    public void Burst_WithRecordsMissed_ResynchronisesById()
    {
        var exchanged = new Exchanged().Opened();
        // Of 1,000 frames, the records of 300 in the middle are missed.
        exchanged.Model.Add(exchanged.Frames(1, 300));
        exchanged.Wire(new WireMissed(default));
        exchanged.Model.Add(exchanged.Frames(601, 400));
        exchanged.Skipped(950);
        for (int i = 951; i <= 1_050; i++)
            exchanged.Event($"{i}", id: $"{i}");
        exchanged.Model.Add(exchanged.Frames(1_001, 50));

        var connection = exchanged.Model.Connections[0];
        Assert.All(
            connection.Frames.Where(step => step.Reading is not null && int.Parse(step.Reading.Preview) > 1_000),
            step => Assert.Equal(step.Reading!.Preview, step.Browser?.Item.Data));
        Assert.Empty(connection.Unmatched);
    }

    [Fact]
    public void Burst_WithCommentsAndUnheardTypes_CountsOnlyWhatIsDispatched()
    {
        var exchanged = new Exchanged().Opened();
        var frames = exchanged.Frames(1, 100)
            .SelectMany(frame => new[] { frame, frame with { Frame = EventFrame.OfComment("heartbeat") }, frame with { Frame = EventFrame.Of(new() { Data = "x", Type = "unheard" }) } })
            .ToArray();
        exchanged.Model.Add(frames);
        exchanged.Skipped(90);
        for (int i = 91; i <= 100; i++)
            exchanged.Event($"{i}", id: $"{i}");

        var connection = exchanged.Model.Connections[0];
        Assert.All(
            connection.Frames.Where(step => step.Reading is { Type: "message", HasData: true }),
            step => Assert.Equal(step.Reading!.Preview, step.Browser?.Item.Data));
        Assert.Empty(connection.Unmatched);
    }

    [Fact]
    public void Burst_ClosedByThePageInTheMiddle_CountsWhatWasDispatched()
    {
        var exchanged = new Exchanged().Opened();
        exchanged.Model.Add(exchanged.Frames(1, 1_000));
        exchanged.Skipped(300).Browser(FeedItemKind.Closed, "button").ServerEnd(StreamEnd.ClientLeft);

        var frames = exchanged.Model.Connections[0].Frames;
        Assert.Equal((300, Verdict.InBurst), (frames[0].Burst!.Dispatched, frames[0].Verdict));
        Assert.All(frames.Skip(1), step => Assert.Equal(Verdict.ClosedBefore, step.Verdict));
    }

    [Fact]
    public void Burst_IsOneRowThatSaysHowManyAndHowLong()
    {
        var exchanged = new Exchanged().Opened();
        exchanged.Model.Add(exchanged.Frames(1, 1_000, step: 0.05));
        exchanged.Skipped(1_000);

        var row = Assert.Single(DiagramRows.Of(exchanged.Model.Connections, Closed), row => row.Kind == DiagramRowKind.Flood);
        var words = StepWords.Of(row, default, null);
        Assert.Matches("^975 frames, [0-9.]+ kB in 49 ms$", words.Label);
        Assert.Equal("all dispatched", words.Note);
        Assert.True(row.Holds(2));
        Assert.True(row.Holds(976));
        Assert.False(row.Holds(977));
    }
}
