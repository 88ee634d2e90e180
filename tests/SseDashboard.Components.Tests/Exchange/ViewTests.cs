using Bunit;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Exchange;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class ViewTests : DashboardContext
{
    [Fact]
    public void Wire_Empty_SaysWhatToPress() =>
        Assert.Contains("Press Connect", ShowWire(new Exchanged()).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Wire_Event_ShowsExactBytesLineByLine()
    {
        var wire = ShowWire(new Exchanged().Opened().Frame("a\nb\t", "init", "7"));

        Assert.Equal(["id: 7␊", "event: init␊", "data: a␊", "data: b␉␊", "␊"], wire.FindAll("[data-testid=wire-line]").TakeLast(5).Select(line => line.TextContent));
    }

    [Fact]
    public void Wire_EveryRow_IsExplainedWhenClicked()
    {
        var wire = ShowWire(new Exchanged().Opened(1, "7").Frame("a", "init", "7").Comment());

        for (int i = 0; i < wire.FindAll("[role=option]").Count; i++)
        {
            wire.FindAll("[role=option]")[i].Click();
            Assert.NotEmpty(wire.Find("[data-testid=row-note] p").TextContent);
        }
    }

    [Fact]
    public void Wire_Hex_ShowsSameBytes()
    {
        var wire = ShowWire(new Exchanged().Opened().Frame("é"));
        wire.Find("input[type=checkbox]").Change(true);

        Assert.Equal("0000  64 61 74 61 3a 20 c3 a9  0a 0a                    data: ....", wire.FindAll("[data-testid=wire-line]")[^1].TextContent);
    }

    [Fact]
    public void Wire_LargeFrame_ShowsHowMuchIsOmitted()
    {
        var wire = ShowWire(new Exchanged().Opened().Frame(new string('x', 10_000)));

        Assert.Equal("… 5,912 more bytes", wire.FindAll("[data-testid=wire-line]")[^1].TextContent);
    }

    [Fact]
    public void Wire_Credential_ShowsOnlyItsLength()
    {
        var request = new WireRequest(1, default, "GET", "/sse", "HTTP/1.1", [new("Cookie", "") { HiddenLength = 8 }], null);
        var wire = ShowWire(new Exchanged().Browser(FeedItemKind.Connecting).Wire(request));

        Assert.Contains("Cookie: (8 characters, hidden)␍␊", wire.FindAll("[data-testid=wire-line]").Select(line => line.TextContent));
        wire.FindAll("[data-testid=wire-line]").First(line => line.TextContent.StartsWith("Cookie", StringComparison.Ordinal)).Click();
        Assert.Contains("A credential", wire.Find("[data-testid=row-note]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Ledger_ReconnectWithGap_ShowsEverything()
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: "e-7").Event("a", id: "e-7");
        exchanged.At(1_000).ServerEnd(StreamEnd.Dropped).Browser(FeedItemKind.Reconnecting);
        exchanged.At(4_000).Opened(2, "e-7", announced: false, backlog: 3).Frame("""{"missed":2,"reason":"history","resumedAfter":"e-9"}""", "gap", "e-9", 2).Frame("b", id: "e-10", connection: 2).Event("b", id: "e-10");

        Assert.Equal(
            ["1 | first connection | – | none | 1 | – | –", "2 | server: dropped on request | 3.0 s | e-7 | 1 | 1 | 2 events missed"],
            Ledger(exchanged));
    }

    [Fact]
    public void Ledger_ReconnectWithoutGap_CountsOnlyBacklog()
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: "e-7").ServerEnd(StreamEnd.Lifetime).Browser(FeedItemKind.Reconnecting);
        exchanged.Opened(2, "e-7", announced: false, backlog: 2).Frame("b", id: "e-8", connection: 2).At(400).Frame("c", id: "e-9", connection: 2);
        exchanged.At(500).Frame("live", id: "e-10", connection: 2);

        Assert.EndsWith("| e-7 | 0 | 2 | no gap", Ledger(exchanged)[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FeedItemKind.Reconnecting, null, "the connection broke (the server saw the client leave)")]
    [InlineData(FeedItemKind.Failed, "no event stream", "browser: failed permanently. no event stream")]
    [InlineData(FeedItemKind.Closed, "button", "browser: close(): with the page's button")]
    public void Ledger_ClientLeft_ShowsBrowserReason(FeedItemKind kind, string? detail, string words)
    {
        var ledger = Render<ReconnectLedger>(parameters => parameters.Add(
            view => view.Model, new Exchanged().Opened().Browser(kind, detail).ServerEnd(StreamEnd.ClientLeft).Model));

        Assert.Equal($"The last one: {words}.", ledger.Find("[data-testid=ledger-last]").TextContent);
    }

    [Fact]
    public void Ledger_IdsWithoutOrder_DoesNotGuess()
    {
        var exchanged = new Exchanged().Opened().ServerEnd().Browser(FeedItemKind.Reconnecting);
        exchanged.Opened(2, "1727541083977", announced: false).Frame("b", id: "1727541083999", connection: 2);

        Assert.EndsWith("| 1727541083977 | 0 | – | unknown", Ledger(exchanged)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Ledger_Empty_SaysWhatToPress() =>
        Assert.Contains("Press Connect", Render<ReconnectLedger>(p => p.Add(l => l.Model, new ExchangeModel())).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Latency_Empty_SaysWhatToPress() =>
        Assert.Contains("Press Connect", ShowLatency(new Exchanged()).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Latency_Events_ShowsPercentilesHistogramAndEachEvent()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 100; i++)
            exchanged.Frame($"{i}").Event($"{i}");

        var panel = ShowLatency(exchanged);

        Assert.Equal("3.0 ms", panel.Find("[data-testid=latency-p50]").TextContent);
        Assert.Equal("Histogram: 100 below 5 ms", panel.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(50, panel.FindAll("[data-testid=latency-row]").Count);
        Assert.Contains("newest 400 events at most", panel.Find("[data-testid=latency-cap]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Latencies_ClocksDiffer_AreCorrected()
    {
        var latencies = Latencies.Of(new Exchanged().Opened().Frame("a").Event("a").Model.Connections, new(1, 0.5, 12));

        Assert.Equal(2, Assert.Single(latencies.Sorted), 3);
    }

    [Fact]
    public void Percentiles_AreMeasuredValues()
    {
        var latencies = new Latencies([], [.. Enumerable.Range(1, 200).Select(ms => (double)ms)], []);

        Assert.Equal((100, 198), (latencies.P50, latencies.P99));
    }

    [Fact]
    public void ClockEstimate_UsesShortestRoundTrip()
    {
        var estimate = ClockEstimate.Of([(0, 1_050, 100), (200, 1_205, 206), (300, 1_390, 380)]);

        Assert.Equal(new(1_002, 3, 3), estimate);
    }

    [Fact]
    public async Task ClockDifference_Measured_UsesSeveralRoundTrips()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var clock = new ClockDifference(JSInterop.JSRuntime, time);
        int changes = 0;
        clock.Changed += () => changes++;

        await clock.MeasureAsync();

        Assert.Equal(new ClockEstimate(0, 0, 12), clock.Estimate);
        Assert.Equal(1, changes);
    }

    private IRenderedComponent<WireView> ShowWire(Exchanged exchanged) => Render<WireView>(parameters => parameters.Add(view => view.Model, exchanged.Model));

    private IRenderedComponent<LatencyPanel> ShowLatency(Exchanged exchanged) => Render<LatencyPanel>(parameters => parameters
        .Add(panel => panel.Model, exchanged.Model)
        .Add(panel => panel.Clock, new ClockDifference(JSInterop.JSRuntime, new FakeTimeProvider(DateTimeOffset.UnixEpoch))));

    private string[] Ledger(Exchanged exchanged) => [.. Render<ReconnectLedger>(parameters => parameters.Add(ledger => ledger.Model, exchanged.Model))
        .FindAll("[data-testid=ledger-row]")
        .Select(row => string.Join(" | ", row.Children.Where((_, i) => i != 1).Select(cell => cell.TextContent)))];
}
