using SseDashboard.Components.Tests.Inspecting.Diagnosing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Probing;

/// <summary>What a probe requests, and when it cannot.</summary>
public sealed class ProbeRequestTests
{
    [Theory]
    [InlineData(6, "5")]
    [InlineData(1, "1")]
    public void Resuming_NamesTheLastIdButOne(int ticks, string id)
    {
        var seen = new Ticking { Ticks = ticks, RequestHeaders = [("X-Trace", "a"), ("last-event-id", "0")] }.Observe().Snapshot();

        Assert.Equal([new("X-Trace", "a"), new("Last-Event-ID", id)], ProbeRequests.Of(Probe.Resuming, seen).Headers);
    }

    [Fact]
    public void Buffering_RulesOutCompressionAndKeepsTheRest()
    {
        var seen = new Ticking { RequestHeaders = [("accept-encoding", "br"), ("Last-Event-ID", "3")] }.Observe().Snapshot();
        var request = ProbeRequests.Of(Probe.Buffering, seen);

        Assert.Equal(
            [new("Last-Event-ID", "3"), new("Accept-Encoding", "identity"), new("Cache-Control", "no-cache, no-transform")], request.Headers);
        Assert.Equal((seen.Request.Url, "GET"), (request.Url, request.Method));
    }

    [Theory]
    [InlineData(Probe.Resuming)]
    [InlineData(Probe.Buffering)]
    public void Get_OfAStreamWithIds_CanBeAsked(Probe probe) => Assert.Null(ProbeRequests.WhyNot(probe, new Ticking { End = null }.Observe().Snapshot()));

    [Theory]
    [InlineData(Probe.Resuming)]
    [InlineData(Probe.Buffering)]
    public void Post_IsNotMadeAgain(Probe probe) =>
        Assert.Contains("cost money", ProbeRequests.WhyNot(probe, new Ticking { Method = "POST" }.Observe().Snapshot()), StringComparison.Ordinal);

    [Fact]
    public void StreamWithoutIds_CannotBeResumed()
    {
        var seen = new Ticking { Block = _ => "data: x\n\n" }.Observe().Snapshot();

        Assert.Contains("No event has an id", ProbeRequests.WhyNot(Probe.Resuming, seen), StringComparison.Ordinal);
        Assert.Null(ProbeRequests.WhyNot(Probe.Buffering, seen));
    }

    [Fact]
    public void NoStream_CannotBeAsked()
    {
        Assert.NotNull(ProbeRequests.WhyNot(Probe.Buffering, null));
        Assert.NotNull(ProbeRequests.WhyNot(Probe.Buffering, new Ticking { Type = "text/html" }.Observe().Snapshot()));
        Assert.Contains("Only this host can ask", ProbeRequests.WhyNot(Probe.Buffering, new Ticking { Way = ObservedWay.Fetch }.Observe().Snapshot()), StringComparison.Ordinal);
    }
}
