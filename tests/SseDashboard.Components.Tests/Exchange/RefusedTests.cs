using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Exchange;
using SseDashboard.Components.Shared;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

/// <summary>A refused request: the answer is drawn, and the wait for the next try is shown.</summary>
public sealed class RefusedTests : DashboardContext
{
    private static readonly HashSet<long> Closed = [];

    private readonly FakeTimeProvider _time = new(new(2024, 9, 28, 6, 44, 43, 977, TimeSpan.Zero));

    public RefusedTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public void BadRequest_NotRecordedByServer_IsDrawnAsAnswerWithStatus()
    {
        var connections = new Exchanged().Browser(FeedItemKind.Connecting).Refused(400).Model.Connections;

        var rows = DiagramRows.Of(connections, Closed);
        Assert.Equal([DiagramRowKind.Connection, DiagramRowKind.Request, DiagramRowKind.Response, DiagramRowKind.BrowserEnd], rows.Select(row => row.Kind));
        Assert.Equal(ArrowShape.ToServer, Words(rows[1]).Shape);
        Assert.Equal((ArrowShape.ToBrowser, "400", "refused"), (Words(rows[2]).Shape, Words(rows[2]).Label, Words(rows[2]).Note));
        Assert.Equal("server: refused with 400", ExchangeWords.EndOf(connections[0]));
        Assert.Equal("refused", LedgerWords.OpenedAt(connections[0], TimeSpan.Zero));
    }

    // The browser sent an id, but the server kept no record of the request.
    [Fact]
    public void Reconnect_NotRecordedByServer_IsNotSaidToHaveSentNoId()
    {
        var model = new Exchanged().Opened().Frame("a", id: "1").Event("a", id: "1").ServerEnd().Browser(FeedItemKind.Reconnecting).Refused(500).Model;

        var connection = model.Connections[^1];
        Assert.Null(connection.Wire);
        Assert.Equal("unknown", LedgerWords.SentId(connection));
        var rows = DiagramRows.Of(model.Connections, Closed).Where(row => row.Kind == DiagramRowKind.Connection).ToArray();
        Assert.Contains("has no record of this one", StepExplanation.Of(rows[^1]).Text, StringComparison.Ordinal);
        var diagram = Render<ExchangeDiagram>(parameters => parameters.Add(view => view.Model, model));
        Assert.Equal([true, false], diagram.FindAll("[data-testid=exchange-connection]").Select(drawn => drawn.TextContent.Contains("no Last-Event-ID", StringComparison.Ordinal)));
    }

    [Fact]
    public void Request_WithoutAnswer_DidNotReachServer()
    {
        var rows = DiagramRows.Of(new Exchanged().Browser(FeedItemKind.Connecting).Browser(FeedItemKind.Failed).Model.Connections, Closed);

        Assert.Equal((ArrowShape.AtBrowser, "did not reach the server"), (Words(rows[1]).Shape, Words(rows[1]).Note));
    }

    [Fact]
    public void BadRequest_BeforeFullHost_IsNotPairedWithItsRecord()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Refused(400);
        exchanged.Browser(FeedItemKind.Connecting).Requested().Responded(status: 503)
            .Wire(new WireRefusal(1, default, 503, RefusalReason.TooManyConnections)).Refused(503, delay: 7_000);

        Assert.Equal([400, 503], exchanged.Model.Connections.Select(ExchangeWords.StatusOf));
        Assert.Null(exchanged.Model.Connections[0].Wire);
    }

    [Fact]
    public void Wait_ForNextTry_CountsDownInDiagramUntilNextRequest()
    {
        var exchanged = Full();
        var diagram = Render<ExchangeDiagram>(parameters => parameters.Add(view => view.Model, exchanged.Model));
        Assert.Equal("next try in 7 s", diagram.Find("[data-testid=countdown]").TextContent);
        Assert.Contains("EventSource has given up", diagram.Find("[data-testid=exchange-browserend]").TextContent, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(2));
        diagram.WaitForAssertion(() => Assert.Equal("next try in 5 s", diagram.Find("[data-testid=countdown]").TextContent));

        exchanged.At(7_000).Browser(FeedItemKind.Connecting);
        diagram.Render();
        Assert.Empty(diagram.FindAll("[data-testid=countdown]"));
    }

    [Fact]
    public void Wait_ClosedByPage_HasNoCountdown()
    {
        var exchanged = Full().At(1_000).Browser(FeedItemKind.Closed, "button");

        Assert.Empty(Render<ExchangeDiagram>(parameters => parameters.Add(view => view.Model, exchanged.Model)).FindAll("[data-testid=countdown]"));
    }

    [Theory]
    [InlineData(ReadyState.Closed, "CLOSED 2", "EventSource has given up")]
    [InlineData(ReadyState.Connecting, "CONNECTING 0", "will send the request again")]
    public void Badge_PageWaits_SaysSoAndCountsDown(ReadyState state, string name, string words)
    {
        double now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        var badge = Render<StateBadge>(parameters => parameters
            .Add(badge => badge.State, state).Add(badge => badge.Shown, 0)
            .Add(badge => badge.NextTry, now + 62_000).Add(badge => badge.Clocks, new ClockEstimate(60_000, 0.5, 12)));

        Assert.Equal(name, badge.Find("[data-testid=ready-state]").TextContent.Trim());
        Assert.Contains(words, badge.Find(".waiting").TextContent, StringComparison.Ordinal);
        Assert.Equal("next try in 2 s", badge.Find("[data-testid=countdown]").TextContent);
        _time.Advance(TimeSpan.FromSeconds(2));
        badge.WaitForAssertion(() => Assert.Equal("trying again", badge.Find("[data-testid=countdown]").TextContent));
    }

    private static Exchanged Full() => new Exchanged().Browser(FeedItemKind.Connecting).Requested().Responded(status: 503)
        .Wire(new WireRefusal(1, default, 503, RefusalReason.TooManyConnections)).Refused(503, delay: 7_000);

    private static StepWords Words(DiagramRow row) => StepWords.Of(row, TimeSpan.Zero, null);
}
