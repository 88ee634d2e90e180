using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class VerdictTests
{
    [Fact]
    public void Frame_Matched_IsDispatchedWithRowAndTimes()
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(["init"]);
        exchanged.Opened().Frame("a", "init", "7").Event("a", "init", "7");

        var step = Assert.Single(exchanged.Model.Connections[0].Frames);
        Assert.Equal(Verdict.Dispatched, step.Verdict);
        Assert.Equal(2, step.Browser!.Value.Row);
        Assert.Equal(3, step.Latency!.Value, 3);
    }

    [Fact]
    public void Frame_NotYetMatched_IsNotYetKnown() =>
        Assert.Equal([Verdict.NotYetKnown], new Exchanged().Opened().Frame("a").Verdicts());

    [Fact]
    public void Comment_IsNeverDispatched() =>
        Assert.Equal([Verdict.Comment, Verdict.Dispatched], new Exchanged().Opened().Comment().Frame("a").Event("a").Verdicts());

    [Fact]
    public void Frame_WithoutData_IsNotDispatchedButSetsId() =>
        Assert.Equal(
            [Verdict.NoData, Verdict.Dispatched],
            new Exchanged().Opened().Frame(null, id: "5").Frame("a").Event("a", id: "5").Verdicts());

    [Fact]
    public void Frame_WithEmptyData_IsDispatched() =>
        Assert.Equal([Verdict.Dispatched], new Exchanged().Opened().Frame("").Event("").Verdicts());

    [Fact]
    public void Frame_TypeWithoutListener_HasNobodyListensVerdict()
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(["init", "error"]);
        exchanged.Opened().Frame("a", "Init").Frame("b", "error").Frame("c", "message").Event("b", "error").Event("c");

        Assert.Equal([Verdict.NobodyListens, Verdict.Dispatched, Verdict.Dispatched], exchanged.Verdicts());
    }

    [Theory]
    [InlineData("open")]
    [InlineData("error")]
    public void Frame_NamedLikeBrowserEvent_NeedsExplicitListener(string type) =>
        Assert.Equal([Verdict.NobodyListens], new Exchanged().Opened().Frame("a", type).Verdicts());

    [Fact]
    public void Frame_AnyType_IsDispatchedToClientThatTakesAll()
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(null);

        Assert.Equal([Verdict.Dispatched], exchanged.Opened().Frame("a", "anything").Event("a", "anything").Verdicts());
    }

    [Fact]
    public void Frame_NeverFlushed_IsCutOffOnceBrowserEnds()
    {
        var exchanged = new Exchanged().Opened().Frame("a", flushed: false).ServerEnd(StreamEnd.WriteTimeout);
        Assert.Equal([Verdict.NotYetKnown], exchanged.Verdicts());

        Assert.Equal([Verdict.CutOff], exchanged.Browser(FeedItemKind.Reconnecting).Verdicts());
    }

    [Fact]
    public void Frame_NeverFlushedButDispatched_IsDispatched() =>
        Assert.Equal(
            [Verdict.Dispatched],
            new Exchanged().Opened().Frame("a", flushed: false).ServerEnd(StreamEnd.WriteTimeout).Event("a").Browser(FeedItemKind.Reconnecting).Verdicts());

    [Fact]
    public void Frame_AfterClose_IsClosedBefore() =>
        Assert.Equal(
            [Verdict.Dispatched, Verdict.ClosedBefore, Verdict.ClosedBefore],
            new Exchanged().Opened().Frame("a").Event("a").Frame("b").Browser(FeedItemKind.Closed, "button").Frame("c").Verdicts());

    [Fact]
    public void Frame_IdWithNul_ReportsIgnoredId()
    {
        var reading = FrameReading.Of("id: a\0b\ndata: x\n\n"u8);

        Assert.True(reading.IdIgnored);
        Assert.Null(reading.Id);
        Assert.True(reading.HasData);
    }

    [Theory]
    [InlineData("id: a\0b\n\n", Verdict.IdIgnored)]
    [InlineData("id: ab\n\n", Verdict.NoData)]
    [InlineData("retry: 5\n\n", Verdict.NoData)]
    [InlineData(": a\n\n", Verdict.Comment)]
    [InlineData("data: a\n", Verdict.CutOff)]
    [InlineData("data: a", Verdict.CutOff)]
    [InlineData("data\n\n", Verdict.NotYetKnown)]
    [InlineData("data: a\r\n\r\n", Verdict.NotYetKnown)]
    [InlineData("data: a\r\r", Verdict.NotYetKnown)]
    public void Bytes_Alone_DetermineVerdict(string bytes, Verdict verdict) =>
        Assert.Equal(verdict, new ExchangeModel().VerdictOf(FrameReading.Of(System.Text.Encoding.UTF8.GetBytes(bytes))));
}
