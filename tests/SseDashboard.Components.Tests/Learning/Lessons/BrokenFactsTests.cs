using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on broken streams says about a run, and about an answer.</summary>
public sealed class BrokenFactsTests
{
    private readonly BrokenVisit _visit = new(
        new BrokenStreams(new OptionsWrapper<BrokenLabOptions>(new()), new FakeTimeProvider()), new("http://localhost:5000/"));

    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(BrokenFacts.Of(Stream(BrokenCases.Bursts), new()));

    [Theory]
    [InlineData(0, "apart", "within 0.0 ms. The server had written them over 1.5 s.")]
    [InlineData(250, "together", null)]
    public void Burst_IsToldApartFromEventsThatWereWrittenAtOnce(double pageInterval, string truth, string? sentence)
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 7; i++)
            exchanged.At(i * (pageInterval == 0 ? 250 : 1)).Frame($"{i}", id: $"{i}");
        for (int i = 0; i < 7; i++)
            exchanged.At(2_000).Event($"{i}", id: $"{i}");

        var fact = Of(BrokenCases.Bursts, exchanged)[1];

        Assert.Equal((BrokenFacts.Made, truth), (fact.Bet, fact.Truth));
        if (sentence is not null)
            Assert.Equal($"Stream 1: 7 messages reached the page {sentence}", fact.Sentence);
    }

    [Fact]
    public void Events_EachByItself_AreNoBurst()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 7; i++)
            exchanged.At(i * 250).Frame($"{i}", id: $"{i}").Event($"{i}", id: $"{i}");

        Assert.Single(Of(BrokenCases.Bursts, exchanged));
    }

    [Theory]
    [InlineData(true, "events", "wrote 1 event")]
    [InlineData(false, "comments", "wrote 0 events")]
    public void Silent_SaysWhatTheServerWroteMeanwhile(bool isEvent, string truth, string wrote)
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening([]);
        exchanged.Opened();
        _ = isEvent ? exchanged.Frame("1", "tick", "1") : exchanged.Comment();

        var fact = Assert.Single(Of(BrokenCases.Silent, exchanged));

        Assert.Equal("Stream 3: the page sent 1 request, and its onmessage never ran.", fact.Sentence);
        Assert.Equal((BrokenFacts.Unheard, truth), (fact.Bet, fact.Truth));
        Assert.Equal($"opened 1 stream, {wrote}", fact.Server);
        Assert.Equal("dispatched 0 messages; no error", fact.Browser);
    }

    [Fact]
    public void Silent_BeforeAnythingIsWritten_DoesNotSettleTheBet() =>
        Assert.Null(Assert.Single(Of(BrokenCases.Silent, new Exchanged().Opened())).Truth);

    [Theory]
    [InlineData("2", "last")]
    [InlineData("1", "first")]
    [InlineData(null, "none")]
    public void Twice_TruthIsTheIdThatTheHostReceived(string? lastEventId, string truth)
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: "1").Event("a", id: "1").Frame("b", id: "2").Event("b", id: "2")
            .ServerEnd().Browser(FeedItemKind.Reconnecting).At(3_000).Opened(2, lastEventId, announced: false).Frame("a", id: "1", connection: 2).Event("a", id: "1");

        var facts = Of(BrokenCases.Twice, exchanged);

        Assert.Equal("dispatched 3 messages; 1 error, then CONNECTING 0", facts[0].Browser);
        Assert.Equal((BrokenFacts.Id, truth), (facts[1].Bet, facts[1].Truth));
        Assert.Equal($"Stream 2: the browser reconnected with Last-Event-ID {lastEventId ?? "none"}. The next event that the server wrote has the id 1.", facts[1].Sentence);
        Assert.Equal("lastEventId was 2", facts[1].Browser);
    }

    [Fact]
    public void Stream_ThatTheBrowserRefuses_IsClosed_AndTheDashboardsOwnRequestIsNotCounted()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Requested().Responded(type: "text/plain").Frame("a").Browser(FeedItemKind.Failed)
            .Requested(2).Responded(2, type: "text/plain").Frame("a", connection: 2).ServerEnd(StreamEnd.ClientLeft, 2);

        var fact = Assert.Single(Of("curl", exchanged));

        Assert.StartsWith("Stream 4: the page sent 1 request, and its onmessage never ran. The error event gives no reason", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal("opened 1 stream, wrote 1 event", fact.Server);
        Assert.Equal("dispatched 0 messages; 1 error, then CLOSED 2", fact.Browser);
    }

    [Fact]
    public void Facts_OfAnotherStream_SettleNoBet()
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: "1").Event("a", id: "1").Frame("b", id: "2").Event("b", id: "2")
            .ServerEnd().Browser(FeedItemKind.Reconnecting).Opened(2, "2", announced: false);

        Assert.All(Of("parse", exchanged), fact => Assert.Null(fact.Bet));
    }

    [Fact]
    public void Judge_TheCause_IsSolvedAndExplained()
    {
        var result = BrokenFacts.Judge(Stream("parse").Case, Cause.Of("several-jsons"));

        Assert.True(result.IsSolved);
        Assert.StartsWith("The host serves several-jsons at this address. Each event has two data lines", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parse", "unheard-type", "That is not it, but you are looking in the right place: the type, id and data of the events.")]
    [InlineData("parse", "not-200", "That is not it. Look at the type, id and data of the events.")]
    [InlineData("breaks", "cut", "It does break, but not while events flow. Look at how long nothing arrived before it broke.")]
    public void Judge_AnotherCause_SaysWhereToLook(string name, string chosen, string message)
    {
        var result = BrokenFacts.Judge(Stream(name).Case, Cause.Of(chosen));

        Assert.Equal((false, message), (result.IsSolved, result.Message));
    }

    [Fact]
    public void Judge_EveryWrongAnswer_KeepsTheSolution()
    {
        foreach (var broken in BrokenCases.Eight.Concat(BrokenCases.Others))
        {
            foreach (var cause in Cause.All.Where(cause => cause != broken.Cause))
            {
                var result = BrokenFacts.Judge(broken, cause);
                Assert.False(result.IsSolved, $"{cause.Name} solves {broken.Fault}.");
                Assert.DoesNotContain(broken.Fault, result.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(broken.Cause.Sentence, result.Message, StringComparison.Ordinal);
            }
        }
    }

    private VisitedStream Stream(string name) => _visit.Streams.Single(stream => stream.Case.Name == name);

    private IReadOnlyList<Fact> Of(string name, Exchanged exchanged) => BrokenFacts.Of(Stream(name), exchanged.Model);
}
