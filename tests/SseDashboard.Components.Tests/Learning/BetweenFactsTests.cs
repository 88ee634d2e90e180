using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on proxies and origins says about an attempt.</summary>
public sealed class BetweenFactsTests
{
    private static readonly RecordedStream Written = new(Requests: 1, Status: 200, Events: 10, Span: 900, HasCookie: false);

    [Theory]
    [InlineData(900, true)]
    [InlineData(225, true)]
    [InlineData(224, false)]
    public void Attempt_IsLive_IfTheEventsArriveAsTheyWereWritten(double span, bool isLive) => Assert.Equal(isLive, Attempt("buffer", span).IsLive);

    [Fact]
    public void Facts_OfABufferedStream_SayWhenTheFirstEventCame()
    {
        var fact = Assert.Single(BetweenFacts.Of([Attempt("buffer", 3)]));

        Assert.Contains("first event 1.0 s after it had asked, and all of them within 3.0 ms", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal((BetweenFacts.First, "end"), (fact.Bet, fact.Truth));
        Assert.Equal("wrote 10 events over 900 ms", fact.Server);
    }

    [Fact]
    public void Facts_OfAStreamThatThePageMayNotRead_SayThatTheServerAnswered()
    {
        var fact = Assert.Single(BetweenFacts.Of([new(Case("foreign"), new(null, [], true), Written with { Events = 0, Span = 0 })]));

        Assert.Equal((BetweenFacts.Server, "ordinary"), (fact.Bet, fact.Truth));
        Assert.StartsWith("got 1 request without a cookie, answered 200", fact.Server, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900, false, true, true)]
    [InlineData(900, false, false, false)]
    [InlineData(3, false, true, false)]
    [InlineData(0, true, true, false)]
    public void Judge_WantsTheEventsLiveAndTheCookie(double span, bool failed, bool hasCookie, bool isSolved)
    {
        var attempt = new HopAttempt(BetweenFacts.PuzzleWith(new HashSet<string>()), Arrive(span, failed), Written with { HasCookie = hasCookie });

        Assert.Equal(isSolved, BetweenFacts.Judge(attempt).IsSolved);
    }

    [Fact]
    public void Judge_StarAndOrigin_IsNotSolved()
    {
        var attempt = new HopAttempt(BetweenFacts.PuzzleWith(new HashSet<string>(["any", "origin"])), Arrive(900, false), Written with { HasCookie = true });

        Assert.Equal(
            new(false, "A response may name one Access-Control-Allow-Origin only: the star or an origin. Choose one of the two."), BetweenFacts.Judge(attempt));
    }

    [Fact]
    public void Puzzle_WithTheChosenRemedies_SetsTheHopAndThePage()
    {
        var chosen = BetweenFacts.PuzzleWith(new HashSet<string>(["withCredentials", "obey", "origin"]));

        Assert.Equal(("buffer,gzip,obey,origin", true, true), (chosen.Settings, chosen.IsForeign, chosen.WithCredentials));
    }

    private static HopCase Case(string name) => BetweenFacts.Cases.Single(hop => hop.Name == name);

    private static HopAttempt Attempt(string name, double span) => new(Case(name), Arrive(span, false), Written);

    private static Arrivals Arrive(double span, bool failed) =>
        failed ? new(null, [], true) : new(10, [.. Enumerable.Range(0, 10).Select(i => 1_000 + (span * i / 9))], false);
}
