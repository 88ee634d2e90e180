using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>The diagnosis as a whole.</summary>
public sealed class DiagnosisTests
{
    [Fact]
    public void NothingWrong_SaysWhatWasLookedAt() => Assert.Equal(
        [
            "Status and content type: 200, text/event-stream.",
            "CORS was not checked, since this host made the request. Add the page's origin as an Origin header to check it.",
            "Compression: none.",
            "Line ends, field names, byte order marks and UTF-8 of 7 blocks (350 B).",
            "Data of 7 events: JSON, errors, end marks.",
            "Arrivals: 7 blocks in 7 chunks, in 7 bursts.",
            "Buffering by compression: not asked yet.",
            "The longest silence: 0.3 s. Watch a quiet stream for 30 s to see whether it has heartbeats.",
            "HTTP/2, with 1 stream on the origin.",
            "6 ids.",
            "Resuming: not asked yet.",
            "The end, at 1.50 s.",
        ],
        Diagnosis.Of(new Ticking().Observe(), Diagnosed.Now).LookedAt);

    [Fact]
    public void AnOpenStream_SaysThatItsEndIsMissing() => Assert.Contains(
        "The end was not checked: the stream is still open.", Diagnosis.Of(new Ticking { End = null }.Observe(), Diagnosed.Now).LookedAt);

    [Fact]
    public void AnEventSource_SaysWhatItCannotShow()
    {
        var observation = Observed.Request(ObservedWay.EventSource);
        observation.Dispatched(new("message", "1", ""), Observed.At(1));

        Assert.Contains(Diagnosis.Of(observation, Diagnosed.Now).LookedAt, sentence => sentence.StartsWith("EventSource shows events of the types it listens to, and nothing else", StringComparison.Ordinal));
    }

    [Fact]
    public void NoConnection_SaysSo() => Assert.Equal(["There is no connection yet."], Diagnosis.Of([], Diagnosed.Now).LookedAt);

    [Fact]
    public void Findings_AreOrderedBySeverity() => Assert.Equal(
        [Severity.Error, Severity.Warning, Severity.Note],
        new Ticking { Block = number => $"data: {{}}{{}}\n{{no name}}\n\n" }.Observe().Findings().Select(finding => finding.Severity));

    [Fact]
    public void TextOfTheStream_IsEscapedInEvidence() => Assert.Contains(@"\u0000\u202Ex",
        new Ticking { Block = number => $"id: {number}\nevent: error\ndata: \0\u202Ex\n\n" }.Observe().Findings().Only("error-event").Evidence[0], StringComparison.Ordinal);
}
