using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on closing says about a run.</summary>
public sealed class ClosingFactsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(ClosingFacts.Of(Page().Ticker, Page().Model));

    [Fact]
    public void Facts_ClosedOnFinal_HaveOneRequestAndSettleNoBet()
    {
        var page = Page().Gets(1, 12, StreamEnd.ClientLeft, final: true).Closes();

        var fact = Assert.Single(ClosingFacts.Of(page.Ticker, page.Model));
        Assert.Equal(("received 1 request; the last stream: client disconnected", "closed on final: CLOSED 2"), (fact.Server, fact.Browser));
        Assert.Null(fact.Bet);
    }

    [Fact]
    public void Facts_WithAnotherClient_CountThePagesOwnRequests()
    {
        var page = Page().OtherLeaves().Gets(1, 12, StreamEnd.ClientLeft, final: true).Closes();

        Assert.StartsWith("received 1 request; ", ClosingFacts.Of(page.Ticker, page.Model)[0].Server, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_NotClosed_CountTheRequestsAfterFinal()
    {
        var page = Page().Gets(1, 12, StreamEnd.Completed, final: true).Loses()
            .Gets(0, 0, StreamEnd.Completed, "12", final: true).Loses().Gets(0, 0, StreamEnd.Completed, "12", final: true);

        var fact = Assert.Single(ClosingFacts.Of(page.Ticker, page.Model));
        Assert.Contains("2 requests since the first final. It goes on until you press Close.", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal(("received 3 requests, wrote final 3 times", "dispatched final 3 times", "forever"), (fact.Server, fact.Browser, fact.Truth));
        Assert.Contains("2 more requests", ClosingFacts.Judge(page.Ticker, page.Model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_NotClosedOnFinalButLater_SayThatItHasStopped()
    {
        var page = Page().Gets(1, 12, StreamEnd.Completed, final: true).Loses()
            .Gets(0, 0, StreamEnd.Completed, "12", final: true).Loses().Gets(0, 0, StreamEnd.Completed, "12", final: true).Loses().Closes("button");

        var fact = Assert.Single(ClosingFacts.Of(page.Ticker, page.Model));
        Assert.EndsWith("It stopped only because you closed the stream.", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal((ClosingFacts.Again, "forever"), (fact.Bet, fact.Truth));
    }

    [Fact]
    public void Facts_ClosedWhileARequestIsUnderWay_SayThatItHasStopped()
    {
        var page = Page().Gets(1, 12, StreamEnd.Completed, final: true).Loses()
            .Gets(0, 0, StreamEnd.Completed, "12", final: true).Loses().Closes("button").GetsTooLate("12");

        Assert.EndsWith("2 requests since the first final. It stopped only because you closed the stream.", Assert.Single(ClosingFacts.Of(page.Ticker, page.Model)).Sentence, StringComparison.Ordinal);
    }

    // One more request does not show that there are more and more.
    [Fact]
    public void Facts_ClosedTooSoonAfterFinal_LeaveTheBetOpen()
    {
        var atOnce = Page().Gets(1, 12, StreamEnd.Completed, final: true).Loses().Closes("button");
        var afterOne = Page().Gets(1, 12, StreamEnd.Completed, final: true).Loses().Gets(0, 0, StreamEnd.Completed, "12", final: true).Loses().Closes("button");

        Assert.All(new[] { atOnce, afterOne }, page => Assert.Null(Assert.Single(ClosingFacts.Of(page.Ticker, page.Model)).Bet));
    }

    [Fact]
    public void Facts_MaximumLifetime_CompareWhatWasWrittenAndHeard()
    {
        var page = InPieces();

        var fact = ClosingFacts.Of(page.Ticker, page.Model).Single(fact => fact.Bet == ClosingFacts.Cut);
        Assert.Equal(("nothing", "dispatched 12 ticks"), (fact.Truth, fact.Browser));
        Assert.EndsWith("wrote 12 ticks in all", fact.Server, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_MaximumLifetimeAndNotClosed_HaveBoth()
    {
        var page = Page().Gets(1, 6, StreamEnd.Lifetime).Loses().Gets(7, 12, StreamEnd.Completed, "6", final: true).Loses().Gets(0, 0, StreamEnd.Completed, "12", final: true);

        Assert.Equal([ClosingFacts.Again, ClosingFacts.Cut], ClosingFacts.Of(page.Ticker, page.Model).Select(fact => fact.Bet));
    }

    [Fact]
    public void Facts_OfAnotherClientThatLeft_SayHowTheHostNoticed()
    {
        var page = Page().OtherLeaves();

        var fact = Assert.Single(ClosingFacts.Of(page.Ticker, page.Model));
        Assert.Equal("client disconnected after 700 ms, ticks 1–2", fact.Server);
        Assert.Equal((ClosingFacts.Tab, "connection"), (fact.Bet, fact.Truth));
    }

    [Fact]
    public void Judge_WholeOverThreeConnectionsAndClosed_IsSolved()
    {
        var page = InPieces();

        Assert.True(ClosingFacts.Judge(page.Ticker, page.Model).IsSolved);
    }

    [Fact]
    public void Judge_NothingRunOrNotClosedOrOneConnectionOrALoss_IsNotSolved()
    {
        var open = Page().Gets(1, 4, StreamEnd.Lifetime).Loses().Gets(5, 8, StreamEnd.Lifetime, "4").Loses().Gets(9, 12, StreamEnd.Completed, "8", final: true);
        var one = Page().Gets(1, 12, StreamEnd.ClientLeft, final: true).Closes();
        var lossy = Page().Gets(1, 4, StreamEnd.Lifetime).Loses().Gets(6, 8, StreamEnd.Lifetime, "4").Loses().Gets(9, 12, StreamEnd.ClientLeft, "8", final: true).Closes();

        Assert.All(new[] { Page(), open, one, lossy }, page => Assert.False(ClosingFacts.Judge(page.Ticker, page.Model).IsSolved));
    }

    private static TickedPage InPieces() => Page().Gets(1, 4, StreamEnd.Lifetime).Loses().Gets(5, 8, StreamEnd.Lifetime, "4").Loses()
        .Gets(9, 12, StreamEnd.ClientLeft, "8", final: true).Closes();

    private static TickedPage Page() => new(ClosingFacts.Script(Second));
}
