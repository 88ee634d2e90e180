using SseDashboard.Feed;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on connections says about a run.</summary>
public sealed class ConnectionsFactsTests
{
    private const int Places = 20;

    private static readonly RecordedConnections Seven = new([0, 1, 2, 3, 4, 5, 2_010], Refused: 0, Published: 2_020, Written: 6);

    [Fact]
    public void Facts_BeforeTheRunOrDuringIt_AreNone()
    {
        Assert.Empty(ConnectionsFacts.Of(null, Seven, Places));
        Assert.Empty(ConnectionsFacts.Of(Snapshot(6, 1) with { IsOver = false }, Seven, Places));
    }

    [Fact]
    public void Facts_OfAStreamThatWaited_HaveBothSidesNumbers()
    {
        var facts = ConnectionsFacts.Of(Snapshot(open: 6, late: 1) with { Request = new(1_000, 2_030, 200) }, Seven, Places);

        Assert.Equal("Of 7 streams, 6 opened at once.", facts[0].Sentence);
        Assert.Equal("saw 6 requests for a stream within 5.0 ms", facts[0].Server);
        Assert.Equal("saw the next request 2.0 s after the first", facts[1].Server);
        Assert.Equal((ConnectionsFacts.Error, "nothing"), (facts[1].Bet, facts[1].Truth));
        Assert.Equal((ConnectionsFacts.Post, "waits"), (facts[2].Bet, facts[2].Truth));
        Assert.Equal("published what it carried 2.0 s after the first request", facts[2].Server);
        Assert.StartsWith("Of 8 requests, 6 reached the server before the page closed a stream.", facts[3].Sentence, StringComparison.Ordinal);
        Assert.Equal((ConnectionsFacts.Reached, "6"), (facts[3].Bet, facts[3].Truth));
    }

    // The bets are about seven streams, and about the browser's limit.
    [Fact]
    public void Facts_OfARunWithOtherSettingsThanTheBets_LeaveThemOpen()
    {
        var seven = Snapshot(open: 6, late: 1) with { Request = new(1_000, 2_030, 200) };
        var two = Snapshot(open: 2, late: 0) with { Request = new(1_000, 1_010, 200) };
        var refused = Snapshot(open: 3, late: 0) with { Request = new(1_000, 1_010, 200) };
        refused = refused with { Sources = [.. refused.Sources, .. Enumerable.Repeat(new SourceSnapshot(ReadyState.Closed, null, 12, null), 4)] };

        Assert.All(ConnectionsFacts.Of(seven, Seven, places: 6), fact => Assert.Null(fact.Bet));
        Assert.All(ConnectionsFacts.Of(two, new([0, 1], 0, 1_005, 2), Places), fact => Assert.Null(fact.Bet));
        Assert.All(ConnectionsFacts.Of(refused, new([0, 1, 2], 4, 1_005, 3), Places), fact => Assert.Null(fact.Bet));
    }

    [Fact]
    public void Facts_OfARequestWithAConnectionLeft_SayThatItWasSent()
    {
        var facts = ConnectionsFacts.Of(Snapshot(open: 2, late: 0) with { Request = new(1_000, 1_010, 200) }, new([0, 1], 0, 1_005, 2), Places);

        Assert.Equal("sent", facts[1].Truth);
        Assert.StartsWith("Of 3 requests, 3 reached the server before the page closed a stream.", facts[2].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_OfRefusedStreams_SayWhatAFetchGot()
    {
        var snapshot = Snapshot(open: 3, late: 0);
        snapshot = snapshot with
        {
            Sources = [.. snapshot.Sources, new(ReadyState.Closed, null, 12, null)],
            Refusal = new(503, "5"),
        };

        var fact = ConnectionsFacts.Of(snapshot, new([0, 1, 2], 2, null, 0), places: 3).Single(fact => fact.Sentence.Contains("refused", StringComparison.Ordinal));

        Assert.Equal("answered 503 to 2 requests", fact.Server);
        Assert.Contains("1 error event, CLOSED 2, no status", fact.Browser, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 7, true)]
    [InlineData(3, 6, false)]
    public void Judge_CountsTheWidgetsThatGotTheEvent(int streams, int served, bool isSolved)
    {
        var browser = Snapshot(streams, 0) with { Received = [.. Enumerable.Range(0, 7).Select(i => i < served ? 1 : 0)] };

        var result = ConnectionsFacts.Judge(browser, new([.. Enumerable.Range(0, streams).Select(i => (double)i)], 0, 100, streams));

        Assert.Equal((isSolved, streams), (result.IsSolved, result.Score));
    }

    [Fact]
    public void Judge_RequestNeverSeen_IsNotSolved() =>
        Assert.False(ConnectionsFacts.Judge(Snapshot(6, 1) with { Received = [1, 1, 1, 1, 1, 1, 1] }, Seven with { Published = null }).IsSolved);

    [Fact]
    public void Recorded_IdsWithoutData_AreNotThePublishedEvent()
    {
        var start = DateTimeOffset.UnixEpoch;
        WireFrame Frame(int connection, int at, ServerSentEvent e) => new(connection, start.AddMilliseconds(at), EventFrame.Of(e), null, false);
        WireRequest Request(int connection, int at) => new(connection, start.AddMilliseconds(at), "GET", "/", "HTTP/1.1", [], null);

        var recorded = RecordedConnections.Of(
            [Request(1, 100), Frame(1, 101, new() { Id = "e-0" }), Request(2, 150), Frame(2, 151, new() { Id = "e-0" }), Frame(1, 400, new() { Type = "saved", Data = "x" })],
            refused: 3);

        Assert.Equal([0, 50], recorded.Requests);
        Assert.Equal((3, 300.0, 1), (recorded.Refused, recorded.Published, recorded.Written));
    }

    // The page closes the first stream after two seconds; one that waited opens then.
    private static ConnectionsSnapshot Snapshot(int open, int late) => new(
        [
            .. Enumerable.Range(0, open).Select(i => new SourceSnapshot(ReadyState.Closed, 10 + i, null, i == 0 ? 2_000 : null)),
            .. Enumerable.Range(0, late).Select(_ => new SourceSnapshot(ReadyState.Closed, 2_015, null, null)),
        ],
        [1], null, null, open, true, "http/1.1", 4_000);
}
