using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class MatchingTests
{
    [Fact]
    public void Burst_IdenticalFrames_IsMatchedInOrder()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 300; i++)
            exchanged.Frame("tick");
        for (int i = 0; i < 300; i++)
            exchanged.Event("tick");

        var steps = exchanged.Model.Connections[0].Frames;
        Assert.All(steps, step => Assert.Equal(Verdict.Dispatched, step.Verdict));
        Assert.Equal(Enumerable.Range(2, 300).Select(row => (long)row), steps.Select(step => step.Browser!.Value.Row));
    }

    // Also when they pass one by one, on a page that stays open: it would be 1.4 MB of a thousand.
    [Fact]
    public void Frames_OfAPage_AreAFewHundredAtMost()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 1_000; i++)
            exchanged.Frame($"{i}").Event($"{i}");

        var frames = exchanged.Model.Connections[0].Frames;
        Assert.InRange(frames.Count, 350, 400);
        Assert.Equal("999", frames[^1].Reading!.Preview);
    }

    [Fact]
    public void Events_BeforeTheirFrames_Wait()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Browser(FeedItemKind.Open).Event("a").Event("b");
        Assert.Equal(2, exchanged.Model.Connections[0].Unmatched.Count());

        exchanged.Requested().Responded().Frame("a").Frame("b");

        Assert.Equal([("a", "a"), ("b", "b")], exchanged.Pairs());
        Assert.Empty(exchanged.Model.Connections[0].Unmatched);
    }

    [Fact]
    public void Ids_MissingOrEmpty_FollowTheStandard() =>
        Assert.Equal(
            [("a", "a"), ("b", "b"), ("c", "c")],
            new Exchanged().Opened().Frame("a", id: "1").Frame("b").Frame("c", id: "").Event("a", id: "1").Event("b", id: "1").Event("c", id: "").Pairs());

    [Fact]
    public void LostEvents_Counted_SettleAsManyFrames()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 5; i++)
            exchanged.Frame("tick");
        exchanged.Event("tick").Lost(3).Event("tick");

        Assert.Equal(
            [Verdict.Dispatched, Verdict.NotRecorded, Verdict.NotRecorded, Verdict.NotRecorded, Verdict.Dispatched], exchanged.Verdicts());
        Assert.Equal(3, exchanged.Model.Lost);
    }

    [Fact]
    public void MissedFrame_LeavesEventUnmatched()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Frame("c").Event("a").Event("b").Event("c");

        Assert.Equal([("a", "a"), (null, "b"), ("c", "c")], exchanged.Pairs());
    }

    [Fact]
    public void MissingEvent_IsNotMatchedToAnotherFrame()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Frame("b").Frame("c").Event("a").Event("c");

        Assert.Equal([("a", "a"), ("b", null), ("c", "c")], exchanged.Pairs());
        Assert.Equal(Verdict.NotRecorded, exchanged.Verdicts()[1]);
    }

    [Fact]
    public void LossesOnBothSides_SamePoint_Resynchronise()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Frame("only wire").Frame("z").Event("a").Event("only browser").Event("z");

        Assert.Equal([("a", "a"), ("only wire", null), (null, "only browser"), ("z", "z")], exchanged.Pairs());
    }

    [Fact]
    public void EventWithoutFrame_AfterBothEnds_StaysUnmatched()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Event("a").Event("b").ServerEnd().Browser(FeedItemKind.Reconnecting);

        Assert.Equal([("a", "a"), (null, "b")], exchanged.Pairs());
    }

    [Fact]
    public void LargeData_SentAsPreview_IsMatchedByBeginningAndLength()
    {
        string large = new('x', 10_000);
        var preview = new FeedItem(FeedItemKind.Event, 0, ReadyState.Open, "", "message", large[..1024], large.Length, Cut: true);

        Assert.Equal(
            [Verdict.NotRecorded, Verdict.Dispatched],
            new Exchanged().Opened().Frame(large + "y").Frame(large).Add(preview).Verdicts());
    }

    // browser-feed.js truncates names of more than 512 bytes of JSON to 84 characters and an ellipsis.
    [Theory]
    [InlineData('n', 511)]
    [InlineData('é', 256)]
    [InlineData('\u0001', 86)]
    public void LongIdAndType_SentTruncated_AreMatched(char character, int length)
    {
        string name = new(character, length);
        string shortened = name[..84] + "…";
        var exchanged = new Exchanged();
        exchanged.Model.SetListening([name]);

        Assert.Equal([Verdict.Dispatched], exchanged.Opened().Frame("a", name, name).Event("a", shortened, shortened).Verdicts());
    }

    [Theory]
    [InlineData("abc", "abd…")]
    [InlineData("abc", "abc…")]
    [InlineData("abc", "ab")]
    [InlineData("abc", "")]
    [InlineData("", "…")]
    public void Id_NotAPrefix_IsNotMatched(string written, string seen) =>
        Assert.Equal([Verdict.NotYetKnown], new Exchanged().Opened().Frame("a", id: written).Event("a", id: seen).Verdicts());

    [Theory]
    [InlineData("a\r\nb\rc\n", "a\nb\nc\n")]
    [InlineData(" a", " a")]
    [InlineData("é😀", "é😀")]
    public void Data_LineEndsAndSpaces_AreReadAsByClient(string written, string dispatched) =>
        Assert.Equal([Verdict.Dispatched], new Exchanged().Opened().Frame(written).Event(dispatched).Verdicts());

    [Fact]
    public void FetchItems_NotEvents_ChangeNothing() =>
        Assert.Equal(
            [Verdict.Comment, Verdict.Dispatched],
            new Exchanged().Opened().Comment().Frame("a").Browser(FeedItemKind.Comment).Browser(FeedItemKind.Ignored).Event("a").Verdicts());

    [Fact]
    public void MissedRecords_AreCountedAndInvalidateLastEventId()
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: "1").Event("a", id: "1");
        exchanged.Wire(new WireMissed(default)).Event("b", id: "2").Frame("c").Event("c", id: "2");

        Assert.Equal([("a", "a"), (null, "b"), ("c", "c")], exchanged.Pairs());
    }
}
