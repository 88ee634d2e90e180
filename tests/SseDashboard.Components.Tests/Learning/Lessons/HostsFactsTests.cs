using SseDashboard.Learning.Lessons;
using static SseDashboard.Components.Tests.Learning.HostsRuns;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>What the lesson on several hosts says about a run.</summary>
public sealed class HostsFactsTests
{
    [Fact]
    public void Facts_BeforeTheRun_AreNone() => Assert.Empty(HostsFacts.Of([], new(), new()));

    [Fact]
    public void Facts_OfTheRun_HaveBothSidesNumbersAndSettleTheBets()
    {
        var facts = HostsFacts.Of(Steps("a-5", "a-6"), One().Model, Two().Model);

        Assert.Equal("Client 2 moved from host-a to host-b and missed nothing: it sent a-2, and got a-3 next.", facts[0].Sentence);
        Assert.Equal(("host-b had 2 events for Last-Event-ID a-2", "both clients dispatched the same 4 events with the same ids; client 1 got a-3 from host-a"), (facts[0].Server, facts[0].Browser));
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

        Assert.Contains(facts, fact => fact.Sentence == "The replica had every event, so the failover lost nothing. Client 1 got no gap, client 2 got no gap.");
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
}
