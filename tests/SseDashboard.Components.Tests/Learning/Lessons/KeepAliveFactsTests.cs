using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on keep-alive says about a run.</summary>
public sealed class KeepAliveFactsTests
{
    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(KeepAliveFacts.Of(new()));

    [Fact]
    public void Facts_CutWithoutAHeartbeat_SayWhenAndSettleTheBet()
    {
        var model = Cut(5_000).Model;

        var fact = Assert.Single(KeepAliveFacts.Of(model));
        Assert.StartsWith("The proxy cut the connection 5.0 s after the last byte.", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal("error without data, 5.0 s after the last event", fact.Browser);
        Assert.Equal((KeepAliveFacts.Silent, "error"), (fact.Bet, fact.Truth));
        Assert.False(KeepAliveFacts.Judge(model).IsSolved);
    }

    [Fact]
    public void Facts_CutInSpiteOfAHeartbeat_LeaveTheBetOpen()
    {
        var model = Cut(12_000, 6_000).Model;

        Assert.Null(KeepAliveFacts.Of(model)[0].Bet);
        Assert.False(KeepAliveFacts.Judge(model).IsSolved);
    }

    [Fact]
    public void Facts_Alive_CountTheCommentsAndWhatWasHeard()
    {
        var facts = KeepAliveFacts.Of(Alive("", 4_000, 8_000).Model);

        Assert.Equal("The connection survived 12.0 s without an event.", facts[0].Sentence);
        Assert.Equal("wrote 2 comments, 8 bytes, one every 4.0 s", facts[1].Server);
        Assert.Equal(("dispatched 2 events", KeepAliveFacts.Heard, "0"), (facts[1].Browser, facts[1].Bet, facts[1].Truth));
    }

    [Theory]
    [InlineData("", 4_900, 49)]
    [InlineData("heartbeat", 2_000, 390)]
    public void Judge_Alive_IsSolvedWithItsBytesAMinute(string text, int every, int score)
    {
        var result = KeepAliveFacts.Judge(Alive(text, every, 2 * every).Model);

        Assert.True(result.IsSolved, result.Message);
        Assert.Equal(score, result.Score);
    }

    [Fact]
    public void Judge_StillRunningOrWithoutAHeartbeat_IsNotSolved()
    {
        Assert.False(KeepAliveFacts.Judge(new Exchanged().Opened().Frame("a").Event("a").Model).IsSolved);
        Assert.False(KeepAliveFacts.Judge(Alive("").Model).IsSolved);
    }

    [Fact]
    public void LastByte_WhileOpen_IsTheTimeOfTheNewestFrame()
    {
        var open = new Exchanged().Opened().Frame("a").At(1_000).Comment("");

        Assert.Equal(open.Model.Connections[0].Frames[^1].Wire!.At, KeepAliveFacts.LastByte(open.Model));
        Assert.Null(KeepAliveFacts.LastByte(open.ServerEnd().Model));
    }

    [Theory]
    [InlineData(5, 12)]
    [InlineData(1, 3)]
    public void Silence_IsLongerThanTwoTimeouts(int timeout, int silence) => Assert.Equal(silence, KeepAliveFacts.SilenceOf(timeout));

    private static Exchanged Cut(double at, params double[] comments)
    {
        var exchanged = Begin("heartbeat", comments);
        exchanged.At(at).ServerEnd(StreamEnd.ClientLeft);
        return exchanged.Add(new(FeedItemKind.Reconnecting, exchanged.Model.Connections[0].Browser!.Opened!.Time + at + 3));
    }

    private static Exchanged Alive(string text, params double[] comments) =>
        Begin(text, comments).At(12_000).Frame("Still here", "final").Event("Still here", "final").ServerEnd().Browser(FeedItemKind.Closed, "final");

    private static Exchanged Begin(string text, double[] comments)
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(["final"]);
        exchanged.Opened().Frame("The last event for a while").Event("The last event for a while");
        foreach (double at in comments)
            exchanged.At(at).Comment(text);
        return exchanged;
    }
}
