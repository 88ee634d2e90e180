using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>Several connections of one session.</summary>
public sealed class SessionRulesTests
{
    private static Observation Connection(double at, int first, int ticks = 4, string? lastEventId = null, Func<int, string>? block = null) => new Ticking
    {
        StartsAt = at,
        First = first,
        Ticks = ticks,
        EndMark = "",
        Block = block ?? Ticking.Tick,
        RequestHeaders = lastEventId is null ? [] : [("Last-Event-ID", lastEventId)],
    }.Observe();

    private static Observation Last(double at, int first, string? lastEventId, Func<int, string>? block = null) => new Ticking
    {
        StartsAt = at,
        First = first,
        Block = block ?? Ticking.Tick,
        RequestHeaders = lastEventId is null ? [] : [("Last-Event-ID", lastEventId)],
    }.Observe();

    [Fact]
    public void ResumedExactly_IsFine() => Diagnosed.Session(Connection(0, 1), Last(4, 5, "4")).Nothing();

    [Fact]
    public void ThreeShortConnections_AreAReconnectLoop()
    {
        var finding = Diagnosed.Session(Connection(0, 1), Connection(2, 5, lastEventId: "4"), Connection(4, 9, lastEventId: "8")).Only("reconnect-loop");

        Assert.Contains("3 times in 4.75 s", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ThreeConnectionsFarApart_AreNoLoop() =>
        Diagnosed.Session(Connection(0, 1), Connection(15, 5, lastEventId: "4"), Last(30, 9, "8")).Nothing();

    [Fact]
    public void ARefusedLastEventId_IsFoundWithoutTheStatus()
    {
        var refused = new Ticking { StartsAt = 4, Status = 400, RequestHeaders = [("Last-Event-ID", "6")] }.Observe((4, "bad id"));
        var finding = Diagnosed.Session(new Ticking().Observe(), refused).Only("last-event-id-refused");

        Assert.Contains("Last-Event-ID: 6", finding.Evidence);
    }

    [Fact]
    public void AServerThatIsDown_DoesNotRefuseTheId() => Diagnosed.Session(
        new Ticking().Observe(), new Ticking { StartsAt = 4, Status = 503, RequestHeaders = [("Last-Event-ID", "6")] }.Observe()).Only("not-200");

    [Fact]
    public void AReplayFromTheStart_IsReplaysWrongly() => Assert.Contains("4 events that the client already has",
        Diagnosed.Session(Connection(0, 1), Last(4, 1, "4")).Only("replays-wrongly").Sentence, StringComparison.Ordinal);

    [Fact]
    public void AReplayThatNoEarlierConnectionSaw_IsReplaysWrongly() => Diagnosed.Session(Last(0, 1, "3")).Only("replays-wrongly");

    [Fact]
    public void ASilentGap_IsReplaysWrongly() => Assert.Contains("skips 5 events",
        Diagnosed.Session(Connection(0, 1), Last(4, 10, "4")).Only("replays-wrongly").Sentence, StringComparison.Ordinal);

    [Fact]
    public void AnAnnouncedGap_IsFine() => Diagnosed.Session(Connection(0, 1),
        Last(4, 10, "4", number => (number == 10 ? "event: gap\nid: 9\ndata: {\"missed\":5}\n\n" : "") + Ticking.Tick(number))).Nothing();

    [Fact]
    public void TimesAsIds_LeaveNothingOut() => Diagnosed.Session(
        Connection(0, 1, block: number => $"id: {1_767_268_800_000 + (number * 250)}\ndata: x\n\n"),
        Last(4, 30, "1767268801000", number => $"id: {1_767_268_800_000 + (number * 250)}\ndata: x\n\n")).Nothing();

    [Fact]
    public void AFindingOfSeveralConnections_SaysSo() => Assert.Contains(
        Diagnosed.Session(new Ticking { Type = "text/plain" }.Observe(), new Ticking { Type = "text/plain", StartsAt = 20 }.Observe()).Only("content-type-wrong").Evidence,
        evidence => evidence.StartsWith("The same in 2 connections", StringComparison.Ordinal));
}
