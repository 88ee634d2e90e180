using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on POST says about a run.</summary>
public sealed class PostFactsTests
{
    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(PostFacts.Of(new(), repeats: false));

    [Fact]
    public void Facts_OfOnePost_HaveItsBodyAndSayThatItWasNotRepeated()
    {
        var facts = PostFacts.Of(Run().Model, repeats: false);

        Assert.Equal(("POST /sse, Content-Length 31", "sent by fetch"), (facts[0].Server, facts[0].Browser));
        Assert.Null(facts[0].Bet);
        Assert.Equal("dispatched 7 events", facts[1].Browser);
        Assert.Equal((PostFacts.Requests, "1"), (facts[2].Bet, facts[2].Truth));
        Assert.Equal("received 1 request, wrote init 1 time", facts[2].Server);
    }

    [Fact]
    public void Facts_OfARepeatedPost_CountTheWorkOfTheHost()
    {
        var exchanged = Run();
        Play(exchanged, 2, 7, "POST");

        var fact = PostFacts.Of(exchanged.Model, repeats: true)[2];
        Assert.Equal(("received 2 requests, wrote init 2 times", null), (fact.Server, fact.Bet));
        Assert.Contains("2 requests", PostFacts.Judge(exchanged.Model).Message, StringComparison.Ordinal);
        Assert.False(PostFacts.Judge(exchanged.Model).IsSolved);
    }

    [Fact]
    public void Facts_OfARefusedBody_HaveTheStatusAndWhatToDo()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Refused(400);

        var fact = Assert.Single(PostFacts.Of(exchanged.Model, repeats: false));
        Assert.Contains("The host refused the request with 400", fact.Sentence, StringComparison.Ordinal);
        Assert.Contains("Correct the body", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal(("answered 400", null), (fact.Server, fact.Bet));
    }

    [Fact]
    public void Facts_OfAStreamClosedOnFinal_LeaveTheBetOnTheRequestsOpen()
    {
        var exchanged = new Exchanged();
        Play(exchanged, 1, 7, "POST", closedBy: "final");

        Assert.Null(PostFacts.Of(exchanged.Model, repeats: false)[2].Bet);
    }

    [Fact]
    public void Facts_OfEventSource_SayThatNoBodyCame()
    {
        var exchanged = new Exchanged();
        Play(exchanged, 1, 7, "GET");

        var fact = Assert.Single(PostFacts.Of(exchanged.Model, repeats: false));
        Assert.Equal((PostFacts.Method, "get", "GET /sse, no body"), (fact.Bet, fact.Truth, fact.Server));
        Assert.False(PostFacts.Judge(exchanged.Model).IsSolved);
    }

    [Fact]
    public void Judge_SevenEventsInTime_IsSolvedWithTheBytesOfTheBody()
    {
        var result = PostFacts.Judge(Run().Model);

        Assert.True(result.IsSolved, result.Message);
        Assert.Equal(31, result.Score);
    }

    [Theory]
    [InlineData(6, 300, "the puzzle asks for 7")]
    [InlineData(7, 1_001, "the puzzle allows 1.0 s")]
    public void Judge_WrongNumberOrTooSlow_IsNotSolved(int events, double took, string why)
    {
        var exchanged = new Exchanged();
        Play(exchanged, 1, events, "POST", took);

        var result = PostFacts.Judge(exchanged.Model);
        Assert.False(result.IsSolved);
        Assert.Contains(why, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LastEventIsFinal_IsNotSolved()
    {
        var exchanged = new Exchanged();
        Play(exchanged, 1, 7, "POST", last: "final");

        Assert.Contains("the last one was final", PostFacts.Judge(exchanged.Model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_StreamStillOpen_IsNotSolved() => Assert.False(PostFacts.Judge(new()).IsSolved);

    private static Exchanged Run()
    {
        var exchanged = new Exchanged();
        Play(exchanged, 1, 7, "POST");
        return exchanged;
    }

    private static void Play(Exchanged exchanged, int connection, int events, string method, double took = 300, string last = "message", string? closedBy = null)
    {
        exchanged.Model.SetListening(null);
        exchanged.At(connection * 5_000).Browser(FeedItemKind.Connecting);
        WireHeader[] body = method == "POST" ? [new("Content-Type", "application/json"), new("Content-Length", "31")] : [];
        exchanged.Wire(new WireRequest(connection, DateTimeOffset.UnixEpoch, method, "/sse", "HTTP/1.1", body, null)).Responded(connection).Browser(FeedItemKind.Open);
        for (int i = 1; i <= events; i++)
        {
            string type = i == 1 ? "init" : i == events ? last : "message";
            exchanged.Frame($"{i}", type, connection: connection).Event($"{i}", type);
        }

        exchanged.At((connection * 5_000) + took).ServerEnd(StreamEnd.Completed, connection).Add(new(FeedItemKind.Closed, 0, Detail: closedBy, ByServer: closedBy is null));
    }
}
