using SseDashboard.Labs;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on reconnecting says about a run.</summary>
public sealed class ReconnectFactsTests
{
    [Fact]
    public void Facts_BeforeALoss_AreNone()
    {
        var page = Page().Gets(1, 4, StreamEnd.None);

        Assert.Empty(ReconnectFacts.Of(page.Ticker, page.Model));
    }

    [Theory]
    [InlineData("4", "last")]
    [InlineData(null, "none")]
    public void Facts_OfAReconnect_HaveItsIdAndItsDelay(string? sent, string truth)
    {
        var page = Page().Wait(1_000).Gets(1, 4, StreamEnd.Dropped).Loses().Wait(500).Gets(5, 7, StreamEnd.None, sent);

        var fact = ReconnectFacts.Of(page.Ticker, page.Model)[0];
        Assert.Contains("waited 500 ms and sent its request again; the stream had asked for 500 ms", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal($"wrote tick 4 last, then received Last-Event-ID {sent ?? "none"}", fact.Server);
        Assert.Equal((ReconnectFacts.Id, truth), (fact.Bet, fact.Truth));
    }

    [Fact]
    public void Facts_OfALossWithTooShortAHistory_CountWhatIsGone()
    {
        var page = Lossy(Script());

        var fact = ReconnectFacts.Of(page.Ticker, page.Model)[1];
        Assert.Equal((ReconnectFacts.Lost, "4"), (fact.Bet, fact.Truth));
        Assert.Contains("The host replayed 3, and the page missed 4. A gap event announced 4", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal(("wrote 5 ticks of 9", "dispatched 5 ticks"), (fact.Server, fact.Browser));
    }

    // The bet names the ids, the history and the reconnection time.
    [Fact]
    public void Facts_OfALossWithOtherSettingsThanTheBets_LeaveItOpen()
    {
        foreach (var script in (TickScript[])[Script(history: 20), Script(retryMs: 500), Script(hasIds: false)])
        {
            var page = Lossy(script);
            Assert.Null(ReconnectFacts.Of(page.Ticker, page.Model)[1].Bet);
        }

        Assert.Equal(ReconnectFacts.Lost, ReconnectFacts.Of(Lossy(Script()).Ticker, Lossy(Script()).Model)[1].Bet);
    }

    [Fact]
    public void Facts_OfAReconnectWithoutIdsOrBeforeTheFirstTick_LeaveTheBetOnTheIdOpen()
    {
        var without = Lossy(Script(hasIds: false));
        var early = Page().Gets(0, 0, StreamEnd.Dropped).Loses().Wait(500).Gets(1, 2, StreamEnd.None);

        Assert.Null(ReconnectFacts.Of(without.Ticker, without.Model)[0].Bet);
        Assert.Null(ReconnectFacts.Of(early.Ticker, early.Model)[0].Bet);
    }

    [Theory]
    [InlineData(204, "tells EventSource not to reconnect", null)]
    [InlineData(503, "gives up", null)]
    [InlineData(500, "gives up", "up")]
    public void Facts_OfAnotherStatus_SayThatItIsOver(int status, string words, string? truth)
    {
        var page = Page().Gets(1, 4, StreamEnd.Dropped).Loses().Refused(status);

        var fact = ReconnectFacts.Of(page.Ticker, page.Model)[^1];
        Assert.Contains(words, fact.Sentence, StringComparison.Ordinal);
        Assert.Equal($"received 2 requests, the last of them answered {status}", fact.Server);
        Assert.Equal(truth, fact.Bet is null ? null : fact.Truth);
    }

    [Fact]
    public void Judge_TwoLossesAndAllTicks_IsSolved()
    {
        var page = Lost(second: 9);

        var result = ReconnectFacts.Judge(page.Ticker);
        Assert.True(result.IsSolved, result.Message);
        Assert.Contains("4 ticks came while the page was away", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OneLossOrATickMissedOrNothingToMiss_IsNotSolved()
    {
        var once = Page().Gets(1, 4, StreamEnd.Dropped).Loses().Wait(1_500).Gets(5, 8, StreamEnd.None, "4");
        var early = Page().Wait(1_000).Gets(1, 4, StreamEnd.Dropped).Loses().Gets(5, 8, StreamEnd.Dropped, "4").Loses().Gets(9, 12, StreamEnd.None, "8");

        Assert.Contains("1 connection and come back", ReconnectFacts.Judge(once.Ticker).Message, StringComparison.Ordinal);
        Assert.Contains("missed 1 tick", ReconnectFacts.Judge(Lost(second: 10).Ticker).Message, StringComparison.Ordinal);
        Assert.Contains("nothing to miss", ReconnectFacts.Judge(early.Ticker).Message, StringComparison.Ordinal);
        Assert.All(new[] { once, early, Lost(second: 10) }, page => Assert.False(ReconnectFacts.Judge(page.Ticker).IsSolved));
    }

    // 250 ms a tick, from the first request on: 6 when the second comes, 10 when the third does.
    private static TickedPage Lost(int second) => Page().Gets(1, 4, StreamEnd.Dropped).Loses().Wait(1_500)
        .Gets(5, 8, StreamEnd.Dropped, "4").Loses().Wait(1_000).Gets(second, 12, StreamEnd.None, "8");

    private static TickedPage Lossy(TickScript script) =>
        new TickedPage(script).Gets(1, 1, StreamEnd.Dropped).Loses().Wait(2_000).Gets(6, 9, StreamEnd.None, "1", missed: 4);

    private static TickScript Script(bool hasIds = true, int history = ReconnectFacts.History, int retryMs = 2_000) =>
        ReconnectFacts.Script(hasIds, history, TimeSpan.FromMilliseconds(retryMs));

    private static TickedPage Page(int history = 20) => new(ReconnectFacts.Script(true, history, TimeSpan.FromMilliseconds(500)));
}
