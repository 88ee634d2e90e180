using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on GET says about a run.</summary>
public sealed class GetFactsTests
{
    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(GetFacts.Of(new()));

    [Fact]
    public void Facts_OfTheDocument_HaveBothSidesNumbers()
    {
        var facts = GetFacts.Of(Document(types: ["init", "error", "final"], closes: true).Model);

        Assert.Equal("On the first connection, the page got 8 events.", facts[0].Sentence);
        Assert.Equal("dispatched 8 events", facts[0].Browser);
        Assert.StartsWith("wrote 8 events, ", facts[0].Server, StringComparison.Ordinal);
        Assert.Equal((GetFacts.Second, "same"), (facts[1].Bet, facts[1].Truth));
        Assert.Equal((GetFacts.Third, "same"), (facts[2].Bet, facts[2].Truth));
        Assert.Equal(("wrote no id field, type message", "lastEventId 1, type message"), (facts[2].Server, facts[2].Browser));
        Assert.Contains("2.0 s after the fourth", facts[3].Sentence, StringComparison.Ordinal);
        Assert.Contains("The page closed the stream", facts[4].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_StreamNotClosed_SayThatTheBrowserReconnects()
    {
        var facts = GetFacts.Of(Document(types: [], closes: false).Model);

        Assert.Contains("reconnects by itself", facts[^1].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "", "none")]
    [InlineData(true, "9", "new")]
    public void Truth_FollowsFromWhatTheBrowserReported(bool sendsId, string seen, string truth)
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: sendsId ? "1" : "").Event("a", id: sendsId ? "1" : "")
            .Frame("b", id: sendsId ? "9" : null).Event("b", id: seen);

        Assert.Equal(truth, GetFacts.Of(exchanged.Model)[1].Truth);
    }

    [Fact]
    public void Truth_EventBeforeWasNotHeard_IsByTheIdThatTheHostWrote()
    {
        var facts = GetFacts.Of(Document(types: [], closes: false).Model);

        Assert.Equal("same", facts.First(fact => fact.Sentence.StartsWith("The second event", StringComparison.Ordinal)).Truth);
    }

    [Fact]
    public void Judge_ListensForMessageOnly_IsSolved()
    {
        var result = GetFacts.Judge(Document(types: [], closes: false).Model);

        Assert.True(result.IsSolved, result.Message);
        Assert.Equal("The host wrote 8 events, and your page heard 5; no listener was registered for init, error, final.", result.Message);
    }

    [Fact]
    public void Judge_HearsEverything_IsNotSolved() => Assert.False(GetFacts.Judge(Document(["init", "error", "final"], true).Model).IsSolved);

    [Fact]
    public void Judge_StreamStillOpenOrCutShort_IsNotSolved()
    {
        Assert.False(GetFacts.Judge(new()).IsSolved);
        var closedEarly = new Exchanged().Opened();
        for (int i = 0; i < 5; i++)
            closedEarly.Frame($"{i}").Event($"{i}");
        closedEarly.Browser(FeedItemKind.Closed, "button").ServerEnd(SseDashboard.Streams.StreamEnd.ClientLeft);

        PuzzleResult result = GetFacts.Judge(closedEarly.Model);
        Assert.False(result.IsSolved);
        Assert.Contains("closed too early", result.Message, StringComparison.Ordinal);
    }

    private static Exchanged Document(string[] types, bool closes)
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(types);
        exchanged.Opened();
        Send("Init flow stream", "init", "1", "1");
        Send("Event without id", "message", null, "1");
        Send("Event without id and event", null, null, "1");
        Send("Event type error", "error", "4", "4");
        for (int i = 1; i <= 3; i++)
        {
            exchanged.At(i * 2_000);
            Send("Default event type message", null, $"{4 + i}", $"{4 + i}");
        }

        exchanged.At(7_000);
        Send("Final event", "final", "8", "8");
        exchanged.ServerEnd();
        return exchanged.Browser(closes ? FeedItemKind.Closed : FeedItemKind.Reconnecting, closes ? "final" : null);

        void Send(string data, string? type, string? id, string seen)
        {
            exchanged.Frame(data, type, id);
            if (type is null or "message" || types.Contains(type))
                exchanged.Event(data, type ?? "message", seen);
        }
    }
}
