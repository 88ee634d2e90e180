using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>What a further request adds to the diagnosis.</summary>
public sealed class ProbeRulesTests
{
    private const double Later = 20;

    private static readonly (string, string)[] Gzip = [("Content-Encoding", "gzip")];

    private static string Plain(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(number => $"id: {number}\ndata: x\n\n"));

    private static Ticking Resuming(string id) => new() { StartsAt = Later, RequestHeaders = [("Last-Event-ID", id)] };

    private static DiagnosisResult Diagnose(Observation connection, Probe probe, Observation probed) =>
        Diagnosis.Of(connection, Diagnosed.Now with { Probes = [new(probe, probed)] });

    private static IReadOnlyList<Finding> Resumed(Observation probed) => Diagnose(new Ticking().Observe(), Probe.Resuming, probed).Findings;

    private static IReadOnlyList<Finding> Compared(Observation connection, Observation probed) => Diagnose(connection, Probe.Buffering, probed).Findings;

    [Fact]
    public void TheEventAfterTheId_IsFine() => Resumed(Resuming("5").Observe((Later, Plain(6, 6) + "data: [DONE]\n\n"))).Nothing();

    [Fact]
    public void NothingAfterTheId_IsFine() => Resumed((Resuming("5") with { End = ObservedEndKind.Stopped }).Observe((Later, ": beat\n\n"))).Nothing();

    [Fact]
    public void EventsUpToTheId_AreReplayedWrongly() =>
        Assert.Contains("5 events that the client already has", Resumed((Resuming("5") with { First = 1 }).Observe()).Only("replays-wrongly").Sentence, StringComparison.Ordinal);

    [Fact]
    public void AServerThatGoesOnLive_SkipsTheEventAfterTheId() => Assert.Contains("skips 1 event without",
        Diagnose(Times(1, 6).Observe(), Probe.Resuming, (Times(80, 1) with { StartsAt = Later, RequestHeaders = [("Last-Event-ID", "f-5")] }).Observe())
            .Findings.Only("replays-wrongly").Sentence, StringComparison.Ordinal);

    [Fact]
    public void AServerThatGoesOnLiveAndSaysWhatIsMissing_IsFine() => Diagnose(Times(1, 6).Observe(), Probe.Resuming,
        (Times(80, 1) with { StartsAt = Later, RequestHeaders = [("Last-Event-ID", "f-5")], Block = number => $"event: gap\nid: x-{number - 1}\ndata: {{\"missed\":null}}\n\nid: x-{number}\ndata: x\n\n" }).Observe())
        .Findings.Nothing();

    [Fact]
    public void ARefusal_IsFoundWithTheStatus() => Assert.Contains("Status 400, body: no",
        Resumed((Resuming("5") with { Status = 400 }).Observe((Later, "no"))).Only("last-event-id-refused").Evidence);

    [Fact]
    public void AProbe_IsNoConnectionOfTheSession() => Diagnosis.Of(
        [new Ticking { EndMark = "" }.Observe(), new Ticking { StartsAt = 4, First = 7, RequestHeaders = [("Last-Event-ID", "6")] }.Observe()],
        Diagnosed.Now with { Probes = [new(Probe.Resuming, new Ticking { StartsAt = 8, First = 12, Ticks = 1, EndMark = "", RequestHeaders = [("Last-Event-ID", "11")] }.Observe())] })
        .Findings.Nothing();

    [Fact]
    public void BurstsThatCompressionMakes_AreShownBesideTheStreamWithoutIt()
    {
        var finding = Compared(
            new Ticking { Headers = Gzip }.Observe((3, Plain(1, 12)), (6, Plain(13, 24) + "data: [DONE]\n\n")), new Ticking { Ticks = 24, Block = number => Plain(number, number) }.Observe())
            .Only("compressed");

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal("As requested: 25 blocks in 2 bursts, the first after 3.00 s.", finding.Evidence[1]);
        Assert.Equal("With Accept-Encoding: identity: 25 blocks in 25 bursts, the first after 0.00 s.", finding.Evidence[2]);
    }

    [Fact]
    public void OneBurstAtTheEnd_CountsThoughTheProbeEndedEarlier() => Assert.Equal("As requested: 7 blocks in 1 burst, the first after 1.60 s.",
        Compared(new Ticking { Headers = Gzip }.Observe((1.6, Plain(1, 6) + "data: [DONE]\n\n")), new Ticking().Observe()).Only("compressed").Evidence[1]);

    [Fact]
    public void ACompressedStreamThatIsFlushed_IsANote()
    {
        var finding = Compared(new Ticking { Headers = Gzip }.Observe(), new Ticking().Observe()).Only("compressed");

        Assert.Equal(Severity.Note, finding.Severity);
    }

    [Fact]
    public void ACompressedStreamThatIsFlushed_StillNeedsHeartbeats() => Assert.Equal(["no-heartbeat", "compressed"],
        Compared(new Ticking { Headers = Gzip, End = null, EndMark = "" }.Observe(), new Ticking().Observe()).Select(finding => finding.Name));

    [Fact]
    public void ACompressedStreamThatIsCompressedAnyway_IsAWarningAsBefore() => Assert.Equal(Severity.Warning,
        Compared(new Ticking { Headers = Gzip }.Observe(), new Ticking { Headers = Gzip }.Observe()).Only("compressed").Severity);

    [Fact]
    public void BurstsOfAnUncompressedStream_ThatTheProbeDoesNotShow_AreBuffered() => Assert.Equal(Severity.Error,
        Compared(new Ticking().Observe((3, Plain(1, 12)), (6, Plain(13, 24) + "data: [DONE]\n\n")), new Ticking { Ticks = 24 }.Observe()).Only("buffered").Severity);

    [Fact]
    public void NothingAtAll_WhileTheProbeGetsEvents_IsAWarning() => Assert.Equal(Severity.Warning,
        Compared(new Ticking { Headers = Gzip, End = ObservedEndKind.Stopped, SilenceAtEnd = 6 }.Observe(Array.Empty<(double, string)>()), new Ticking { Ticks = 24 }.Observe())
            .Only("compressed").Severity);

    [Fact]
    public void BurstsThatBothShow_AreTheServersOwn() => Compared(Batches(), Batches()).Nothing();

    [Fact]
    public void BurstsOfAboutTheSameSize_AreTheServersOwn() => Compared(
        new Ticking().Observe((1, Plain(1, 3)), (2, Plain(4, 6)), (3, Plain(7, 9)), (4, Plain(10, 12) + "data: [DONE]\n\n")),
        new Ticking().Observe((1, Plain(1, 3)), (2, Plain(4, 5)), (3, Plain(6, 8)), (4, Plain(9, 10) + "data: [DONE]\n\n"))).Nothing();

    [Fact]
    public void AHistoryAtTheStart_IsNoBurst() => Compared(
        new Ticking().Observe((0.1, Plain(1, 20)), (1, Plain(21, 21)), (2, Plain(22, 22) + "data: [DONE]\n\n")), new Ticking { Ticks = 24 }.Observe()).Nothing();

    [Fact]
    public void AProbeWithFewEvents_SaysNothing() => Compared(
        new Ticking().Observe((3, Plain(1, 12)), (6, Plain(13, 24) + "data: [DONE]\n\n")), new Ticking { Ticks = 3, End = ObservedEndKind.Stopped, EndMark = "" }.Observe()).Nothing();

    [Fact]
    public void WhatWasAsked_IsSaid()
    {
        var looked = Diagnose(new Ticking().Observe(), Probe.Resuming, Resuming("5").Observe((Later, Plain(6, 6)))).LookedAt;

        Assert.Contains("Resuming: asked with Last-Event-ID 5; 200, 1 event in 0.00 s.", looked);
        Assert.Contains("Buffering by compression: not asked yet.", looked);
        Assert.Contains("Buffering: asked for again without compression; 200, 7 events in 1.50 s.",
            Diagnose(new Ticking().Observe(), Probe.Buffering, new Ticking().Observe()).LookedAt);
    }

    private static Ticking Times(int first, int ticks) => new() { First = first, Ticks = ticks, Block = number => $"id: {(char)('a' + (number % 7))}-{number}\ndata: x\n\n" };

    private static Observation Batches() => new Ticking().Observe([.. Enumerable.Range(1, 4).Select(second => ((double)second, Plain(second * 10, (second * 10) + 9))), (5, "data: [DONE]\n\n")]);
}
