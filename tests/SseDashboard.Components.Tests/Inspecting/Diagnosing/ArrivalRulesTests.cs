using System.Text;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>When bytes arrive: buffers, silences, cuts.</summary>
public sealed class ArrivalRulesTests
{
    private static string Ticks(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(Ticking.Tick));

    [Fact]
    public void ACompressedStream_IsCompressedAndNotAlsoBuffered() => new Ticking { Headers = [("Content-Encoding", "gzip")] }
        .Observe((3, Ticks(1, 12)), (6, Ticks(13, 24)), (6.1, "data: [DONE]\n\n")).Findings().Only("compressed");

    [Fact]
    public void TheIdentityCoding_IsFine() => new Ticking { Headers = [("Content-Encoding", "identity")] }.Observe().Findings().Nothing();

    [Fact]
    public void BurstsOfEventsThatWereMadeApart_AreBuffered()
    {
        var finding = new Ticking().Observe((3, Ticks(1, 12)), (6, Ticks(13, 24)), (6.1, "data: [DONE]\n\n")).Findings().Only("buffered");

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("12 blocks at once; their own times span 2.75 s", finding.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void BurstsWithTimesInTheirIds_AreBuffered()
    {
        static string Events(double from) => string.Concat(Enumerable.Range(0, 5).Select(i => $"id: {Observed.At(from + i).ToUnixTimeMilliseconds()}-0\ndata: x\n\n"));

        new Ticking().Observe((5, Events(0)), (10, Events(5)), (10.1, "data: [DONE]\n\n")).Findings().Only("buffered");
    }

    [Fact]
    public void BurstsThatEndInsideAnEvent_AreBuffered()
    {
        byte[] all = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 60).Select(number => $"id: {number}\ndata: value {number}\n\n")) + "data: [DONE]\n\n");

        new Ticking().Observe([.. all.Chunk(500).Select((chunk, i) => (3.0 * (i + 1), chunk))]).Findings().Only("buffered");
    }

    [Fact]
    public void HeartbeatsInABurst_AreBuffered() => new Ticking()
        .Observe((0, Ticks(1, 1)), (29, ": beat\n\n: beat\n\n: beat\n\n"), (30, "data: [DONE]\n\n")).Findings().Only("buffered");

    [Fact]
    public void EverythingAtTheEnd_IsAWarning() => Assert.Equal(Severity.Warning, new Ticking()
        .Observe((7, string.Concat(Enumerable.Range(1, 5).Select(number => $"id: {number}\ndata: x\n\n")) + "data: [DONE]\n\n")).Findings().Only("buffered").Severity);

    [Fact]
    public void AHistoryAtTheStart_IsNotBuffered() => new Ticking()
        .Observe((0.1, string.Concat(Enumerable.Range(1, 20).Select(number => $"id: {number}\ndata: {{\"at\":\"{Observed.At(number - 60):O}\"}}\n\n"))), (5, Ticks(21, 21)), (6, "data: [DONE]\n\n"))
        .Findings().Nothing();

    [Fact]
    public void ABatchEverySecond_IsNotBuffered() => new Ticking()
        .Observe([.. Enumerable.Range(0, 6).Select(i => ((double)i, string.Concat(Enumerable.Range(i * 10, 10).Select(number => $"id: {number}\ndata: {{\"at\":\"{Observed.At(i + (number % 10 * 0.001)):O}\"}}\n\n")))), (6, "data: [DONE]\n\n")])
        .Findings().Nothing();

    [Fact]
    public void AFastStream_IsNotBuffered() => new Ticking()
        .Observe([.. Enumerable.Range(0, 300).Select(i => (i * 0.01, string.Concat(Enumerable.Range(i * 100, 100).Select(number => $"id: {number}\ndata: {{\"at\":\"{Observed.At(i * 0.01):O}\"}}\n\n")))), (3.01, "data: [DONE]\n\n")])
        .Findings().Nothing();

    [Fact]
    public void AnEventWrittenInTwoHalves_IsNotBuffered() => new Ticking()
        .Observe((0, "id: 1\n"), (2, "data: a\n\nid: 2\n"), (4, "data: b\n\nid: 3\n"), (6, "data: c\n\ndata: [DONE]\n\n")).Findings().Nothing();

    [Theory]
    [InlineData(35, true)]
    [InlineData(30.2, false)]
    public void ASilence_BetweenEvents(double seconds, bool isFound)
    {
        var findings = new Ticking().Observe((0, Ticks(1, 1)), (seconds, Ticks(2, 2)), (seconds + 1, "data: [DONE]\n\n")).Findings();

        if (isFound)
            Assert.Contains("35 s", findings.Only("no-heartbeat").Sentence, StringComparison.Ordinal);
        else
            findings.Nothing();
    }

    [Fact]
    public void ASilence_UntilNow_IsNoHeartbeat() => new Ticking { End = null, EndMark = "" }.Observe().Findings().Only("no-heartbeat");

    [Fact]
    public void ASilenceWithHeartbeats_IsFine() => new Ticking { End = null }
        .Observe((0, Ticks(1, 1)), (15, ": beat\n\n"), (30, ": beat\n\n"), (45, ": beat\n\n")).Findings().Nothing();

    [Theory]
    [InlineData(5.02)]
    [InlineData(60.1)]
    [InlineData(100)]
    [InlineData(350.2)]
    public void ACutAfterARoundSilence_IsIdleCut(double silence) =>
        Assert.Contains($"after {silence:0} s", new Ticking { End = ObservedEndKind.Failed, SilenceAtEnd = silence, EndMark = "" }.Observe().Findings().Only("idle-cut").Sentence, StringComparison.Ordinal);

    // As nginx does that buffers, when the server is silent.
    [Fact]
    public void ACutAfterARoundSilence_WithTheHeadOnlyThen_IsIdleCut()
    {
        var observation = Observed.Request();
        observation.Answered(Observed.Head(at: 60.1));
        observation.Ended(new(ObservedEndKind.Failed, ObservedFailure.Cut, null, Observed.At(60.1)));

        Assert.Contains(observation.Findings().Only("idle-cut").Evidence, line => line.StartsWith("No byte", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEndAfterARoundSilence_WithoutAnEndMark_IsIdleCut() => new Ticking { SilenceAtEnd = 60, EndMark = "" }.Observe().Findings().Only("idle-cut");

    [Fact]
    public void TwoEndsAfterTheSameShortSilence_AreIdleCut() => Diagnosed.Session(
        new Ticking { SilenceAtEnd = 10, EndMark = "" }.Observe(),
        new Ticking { SilenceAtEnd = 10, EndMark = "", StartsAt = 20, First = 7, RequestHeaders = [("Last-Event-ID", "6")] }.Observe()).Only("idle-cut");

    [Fact]
    public void AnEndMarkAfterARoundSilence_IsFine() => new Ticking { SilenceAtEnd = 30 }.Observe().Findings().Nothing();

    [Fact]
    public void ACutAtAnyOtherTime_IsCut() =>
        new Ticking { End = ObservedEndKind.Failed, SilenceAtEnd = 2.3, EndMark = "id: 7\ndata: half" }.Observe().Findings().Only("cut");

    [Fact]
    public void StoppedByTheObserver_IsNotACut() => new Ticking { End = ObservedEndKind.Stopped, SilenceAtEnd = 5, EndMark = "" }.Observe().Findings().Nothing();
}
