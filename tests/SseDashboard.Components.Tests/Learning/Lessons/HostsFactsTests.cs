using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on several hosts says about a run and about its puzzle.</summary>
public sealed class HostsFactsTests
{
    private const string GapData = """{"missed":null,"reason":"lost","resumedAfter":"a-4"}""";

    private static readonly DateTimeOffset Start = new(2024, 9, 28, 6, 44, 43, 977, TimeSpan.Zero);

    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(HostsFacts.Of([], new(), new()));

    [Fact]
    public void Facts_OfTheRun_HaveBothSidesNumbersAndSettleTheBets()
    {
        var facts = HostsFacts.Of(Steps("a-5", "a-6"), One().Model, Two().Model);

        Assert.Equal("Client 2 moved from host-a to host-b and missed nothing: it sent a-2, and got a-3 next.", facts[0].Sentence);
        Assert.Equal(("host-b had 2 events for Last-Event-ID a-2", "both clients dispatched the same 4 ids, client 1 from host-a"), (facts[0].Server, facts[0].Browser));
        Assert.Equal("The failover lost a-5 and a-6. Client 1 had received 2 of them and got a gap; client 2 had received none and got no gap.", facts[1].Sentence);
        Assert.Equal(("the new primary had events up to a-4", $"client 1: {GapData}; client 2: no gap"), (facts[1].Server, facts[1].Browser));
        Assert.Equal((HostsFacts.Told, "seen"), (facts[1].Bet, facts[1].Truth));
        Assert.Equal("After a-4, the new primary continued with b-5. The first lost event was a-5.", facts[2].Sentence);
        Assert.Equal((HostsFacts.Next, "epoch"), (facts[2].Bet, facts[2].Truth));
        Assert.Equal("No id was used for two events: 7 events, 7 ids.", facts[3].Sentence);
        Assert.Equal("client 1 dispatched 7 events, client 2 dispatched 5", facts[3].Browser);
    }

    [Fact]
    public void Facts_UntilBothHaveTheEventsAfterTheFailover_SayNothingOfIt()
    {
        var two = Client().Open(1, "host-a").Sends("a-1", "a-2").Drops().Open(2, "host-b", "a-2").Sends("a-3", "a-4");

        Assert.Single(HostsFacts.Of(Steps("a-5", "a-6"), One().Model, two.Model));
    }

    [Theory]
    [InlineData("b-5", "epoch")]
    [InlineData("b-1", "one")]
    [InlineData("a-5", "again")]
    [InlineData("a-7", "on")]
    public void Truth_OfTheNextId_FollowsFromTheId(string next, string truth)
    {
        var facts = HostsFacts.Of(Steps(next, ["a-5", "a-6"]), One(next).Model, Two(next).Model);

        Assert.Equal(truth, facts.Single(fact => fact.Bet == HostsFacts.Next).Truth);
    }

    [Fact]
    public void Facts_OfAnIdThatIsUsedTwice_SayIt() => Assert.Equal(
        "Ids were used for two events: 7 events, 6 ids.", HostsFacts.Of(Steps("a-5", ["a-5", "a-6"]), One("a-5").Model, Two("a-5").Model)[^1].Sentence);

    [Fact]
    public void Facts_WithNothingLost_LeaveTheBetsOpen()
    {
        var one = Client().Open(1, "host-a").Sends("a-1", "a-2", "a-3", "a-4", "b-5");
        var facts = HostsFacts.Of(Steps("b-5", []), one.Model, Two().Model);

        Assert.Contains(facts, fact => fact.Sentence.Contains("lost nothing", StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.Null(fact.Bet));
    }

    [Fact]
    public void Rows_SayWhatEachClientGot()
    {
        var rows = HostsRecord.Rows(Steps("a-5", "a-6"), One().Model, Two().Model);

        Assert.Equal(
            [
                "a-1: event 1 | from host-a | from host-a", "a-2: event 2 | from host-a | from host-a",
                "Client 2 moves to host-b",
                "a-3: event 3 | from host-a | from host-b", "a-4: event 4 | from host-a | from host-b",
                "The network is cut: host-b and the replica get no more events",
                "a-5: event 5 (lost) | from host-a | –", "a-6: event 6 (lost) | from host-a | –",
                "Failover: 2 events lost after a-4 | gap: lost | no gap",
                "b-5: event 7 | from host-a | from host-b",
            ],
            rows.Select(row => string.Join(" | ", row.Clients.Prepend(row.What))));
        Assert.Equal(7, rows.Count(row => row.IsEvent));
    }

    [Fact]
    public void Judge_AClientThatCrossesWithAnOldId_IsSolved()
    {
        var result = HostsFacts.Judge(Puzzle(), One(lost: 3).Model, Crosses("a-4", "b-5").Model);

        Assert.True(result.IsSolved, result.Message);
        Assert.StartsWith("Client 2 sent a-4 to host-a and got b-5 next, without a gap.", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_AnythingElse_SaysWhatWasWrong()
    {
        var one = One(lost: 3).Model;
        var crossing = Crosses("a-4", "b-5").Model;

        AssertNot("no record of a failover", [], one, crossing);
        AssertNot("lost 2 events", Steps("a-5", "a-6"), one, crossing);
        AssertNot("Nothing was published", [.. Puzzle().SkipLast(1)], one, crossing);
        AssertNot("No client changed hosts", Puzzle(), one, Two().Model);
        AssertNot("an id of the new epoch already", Puzzle(), one, Crosses("b-5", "b-6").Model);
        AssertNot("but got a gap next instead of b-5", Puzzle(), one, Crosses("a-6", "gap").Model);
        AssertNot("sent it no event yet", Puzzle(), one, Crosses("a-4").Model);
        AssertNot("got no gap", Puzzle(), new(), crossing);
    }

    private static void AssertNot(string expected, IReadOnlyList<HostStep> steps, SseDashboard.Exchange.ExchangeModel one, SseDashboard.Exchange.ExchangeModel two)
    {
        PuzzleResult result = HostsFacts.Judge(steps, one, two);

        Assert.False(result.IsSolved);
        Assert.Contains(expected, result.Message, StringComparison.Ordinal);
    }

    private static HostStep[] Steps(params string[] lost) => Steps("b-5", lost);

    private static HostStep[] Puzzle() => Steps("a-5", "a-6", "a-7");

    // Four events, during which client 2 moves, those that are lost, the failover a second later, and one more.
    private static HostStep[] Steps(string next, string[] lost)
    {
        string[] before = ["a-1", "a-2", "a-3", "a-4", .. lost];
        return
        [
            .. before.Take(2).Select(Published),
            new MovedStep(Start, 2, "host-b"),
            .. before.Skip(2).Take(2).Select((id, i) => Published(id, i + 2)),
            new CutStep(Start, "host-b"),
            .. lost.Select((id, i) => Published(id, i + 4)),
            new FailoverStep(Start.AddSeconds(1), lost, "a-4"),
            new PublishedStep(Start.AddSeconds(1), next, $"event {before.Length + 1}", "host-b"),
        ];
    }

    private static PublishedStep Published(string id, int before) => new(Start, id, $"event {before + 1}", "host-a");

    private static HostsClient Client() => new();

    private static HostsClient One(string next = "b-5", int lost = 2) => Client().Open(1, "host-a")
        .Sends("a-1", "a-2", "a-3", "a-4").Sends([.. Enumerable.Range(5, lost).Select(i => $"a-{i}")]).Sends("gap", next);

    private static HostsClient Two(string next = "b-5") => Client().Open(1, "host-a").Sends("a-1", "a-2").Drops().Open(2, "host-b", "a-2").Sends("a-3", "a-4", next);

    private static HostsClient Crosses(string lastEventId, params string[] got) =>
        Client().Open(1, "host-b").Sends("a-4").At(2_000).Drops().Open(2, "host-a", lastEventId).Sends(got);

    /// <summary>One client of the two hosts: its connections, and what they got.</summary>
    private sealed class HostsClient
    {
        private readonly Exchanged _exchanged = new();
        private int _connection;

        public HostsClient() => _exchanged.Model.SetListening(["gap"]);

        public SseDashboard.Exchange.ExchangeModel Model => _exchanged.Model;

        public HostsClient At(double milliseconds)
        {
            _exchanged.At(milliseconds);
            return this;
        }

        public HostsClient Open(int connection, string host, string? lastEventId = null)
        {
            _connection = connection;
            if (connection == 1)
                _exchanged.Browser(FeedItemKind.Connecting);
            var at = Start.AddMilliseconds(_exchanged.Time);
            _exchanged.Requested(connection, lastEventId)
                .Wire(new WireResponse(connection, at, 200, [new("Content-Type", "text/event-stream"), new("X-Served-By", host)], 2))
                .Browser(FeedItemKind.Open);
            return this;
        }

        public HostsClient Sends(params string[] ids)
        {
            foreach (string id in ids)
            {
                var (sent, type, data) = id == "gap" ? ("a-4", "gap", GapData) : (id, "message", "x");
                _exchanged.Frame(data, type == "message" ? null : type, sent, _connection).Event(data, type, sent);
            }

            return this;
        }

        public HostsClient Drops()
        {
            _exchanged.ServerEnd(StreamEnd.Dropped, _connection).Browser(FeedItemKind.Reconnecting);
            return this;
        }
    }
}
