using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on <c>error</c> says about a run.</summary>
public sealed class ErrorFactsTests
{
    private static readonly RecordedErrors Recorded = new(Written: 2, Ended: 2, Refused: 1);

    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(ErrorFacts.Of(new(), []));

    [Fact]
    public void Facts_OfAnEndAndAServersError_KeepThemApart()
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(["error"]);
        exchanged.Opened().Frame("full", "error", "1").Event("full", "error", "1").Frame("", "error").Event("", "error", "1")
            .ServerEnd(StreamEnd.Failed).Browser(FeedItemKind.Reconnecting);

        var facts = ErrorFacts.Of(exchanged.Model, ["Received error event ===> data: , id: 1", "Received error event ===> data: undefined,  id: undefined"]);

        Assert.Equal(3, facts.Count);
        Assert.Equal("wrote data “full”, “”", facts[0].Server);
        Assert.Equal("producer failed", facts[1].Server);
        Assert.Equal((ErrorFacts.Printed, "undefined"), (facts[2].Bet, facts[2].Truth));
    }

    [Fact]
    public void Facts_OfARefusal_SayWhoFoundItsStatus()
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(["error"]);
        exchanged.Opened().Frame("full", "error", "1").Event("full", "error", "1").ServerEnd(StreamEnd.Failed).Browser(FeedItemKind.Reconnecting).Refused(410);

        var fact = ErrorFacts.Of(exchanged.Model, [])[1];
        Assert.EndsWith("this dashboard sent the request once more, with fetch, and got 410.", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal("producer failed; request refused", fact.Server);
    }

    [Theory]
    [InlineData(2, 3, true, true)]
    [InlineData(1, 4, true, false)]
    [InlineData(5, 0, true, false)]
    [InlineData(2, 3, false, false)]
    public void Judge_ComparesWithWhatTheHostRecorded(int server, int browser, bool isOver, bool isSolved) =>
        Assert.Equal(isSolved, ErrorFacts.Judge(new(server, browser, isOver), Recorded).IsSolved);

    [Fact]
    public void Judge_NothingRecorded_IsNotSolved() => Assert.False(ErrorFacts.Judge(new(0, 0, true), new(0, 0, 0)).IsSolved);
}
