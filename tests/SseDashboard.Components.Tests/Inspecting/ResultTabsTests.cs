using System.Text;
using Bunit;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Inspect;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class ResultTabsTests : DashboardContext
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Queue<(string Text, TimeSpan After)[]> _answers = [];
    private readonly InspectSession _session;

    public ResultTabsTests() => _session = new(RelayAsync, new(), _clock, () => { });

    [Fact]
    public async Task Findings_AreCountedOnTheTab_AndTheListOfFindingsIsOpen()
    {
        await ConnectAsync("{\"a\":1}\n\n");
        await Wait.UntilAsync(
            () =>
            {
                _session.Look();
                return _session.Findings is { Findings.Count: 1 };
            },
            "the line without a field name is found");
        var tabs = Render();

        Assert.Equal("1", tabs.Find(".mud-tab .mud-badge").TextContent.Trim());
        Assert.NotNull(tabs.Find("[data-testid=finding]"));
        Assert.Equal("Diagnosis", Active(tabs));
    }

    [Fact]
    public async Task Block_Selected_OpensItsTab_AndClosed_ReturnsToTheDiagnosis()
    {
        await ConnectAsync("data: a\n\n");
        var tabs = Render();
        tabs.Render(parameters => parameters.Add(tab => tab.Selected, _session.Rows.View()[0]));
        Assert.Equal("Selected", Active(tabs));
        Assert.Contains("Block 1", tabs.Find("[data-testid=block-details]").TextContent, StringComparison.Ordinal);

        tabs.Render(parameters => parameters.Add(tab => tab.Selected, null));
        Assert.Equal("Diagnosis", Active(tabs));
    }

    [Fact]
    public async Task Tab_ChosenByTheUser_StaysWhenTheNextBlockArrives()
    {
        await ConnectAsync("data: a\n\n");
        var tabs = Render();
        Open(tabs, "Response");
        tabs.Render(parameters => parameters.Add(tab => tab.Session, _session));

        Assert.Equal("Response", Active(tabs));
    }

    [Fact]
    public async Task Rates_OfAStream_ShowIntervalsAndAChartInWords()
    {
        await ConnectAsync(("data: a\n\ndata: b\n\n", 0), ("data: c\n\n:\n\n", 2), (":\n\n", 15));
        var tabs = Render();
        Open(tabs, "Rates");

        string[] rows = [.. tabs.FindAll("[data-testid=rates] tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))];
        Assert.Equal(["arrivals of events 2.0 s 2.0 s 2.0 s", "heartbeat comments 15.0 s 15.0 s 15.0 s"], rows);
        Assert.Contains("2 arrivals, with at most 2 events at once", tabs.Find("[data-testid=rates]").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Events in 18 intervals of 1 s: at most 2.0 a second, on average 0.2 a second, none in 16. The most arrived 0 s after the request.",
             "Bytes in 18 intervals of 1 s: at most 18 B a second, on average 1 B a second, none in 15. The most arrived 0 s after the request."],
            tabs.FindAll("[data-testid=rates] svg").Select(chart => chart.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Connections_ThatResumeWithAGap_SaySoWithIdsAndDelay()
    {
        await ConnectAsync("id: 7\ndata: a\n\n");
        var tabs = Render();
        Open(tabs, "Connections");
        Assert.Contains("press Connect again", tabs.Find(".session .body").TextContent, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(4));
        await ConnectAgainAsync("id: 10\ndata: b\n\n");
        tabs.Render(parameters => parameters.Add(tab => tab.Connection, _session.Connection!));
        string row = tabs.FindAll("[data-testid=session-row]")[1].TextContent;
        foreach (string part in (string[])["Gap: 2 events missing.", "4.0 s after the end of number 1", "Last-Event-ID7", "First id10", "200, ended by the server after"])
            Assert.Contains(part, string.Concat(row.Split('\n').Select(line => line.Trim())), StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _session.DisposeAsync();
    }

    private IRenderedComponent<ResultTabs> Render() => Render<ResultTabs>(parameters => parameters
        .Add(tabs => tabs.Session, _session).Add(tabs => tabs.Connection, _session.Connection!));

    private static string Active(IRenderedComponent<ResultTabs> tabs) =>
        tabs.Find(".results > .mud-tabs > .mud-tabs-tabbar [aria-selected=true]").FirstChild!.TextContent.Trim();

    private static void Open(IRenderedComponent<ResultTabs> tabs, string name) =>
        tabs.FindAll(".results > .mud-tabs > .mud-tabs-tabbar [role=tab]").Single(tab => tab.TextContent.Contains(name, StringComparison.Ordinal)).Click();

    private Task RelayAsync(RelayRequest request, Observation into, CancellationToken stop)
    {
        into.Answered(new(200, "HTTP/1.1", request.Url, [new("Content-Type", "text/event-stream")], _clock.GetUtcNow()));
        foreach (var (text, after) in _answers.Dequeue())
        {
            _clock.Advance(after);
            into.Received(Encoding.UTF8.GetBytes(text), _clock.GetUtcNow());
        }

        into.Ended(new(ObservedEndKind.Completed, null, null, _clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    private Task ConnectAsync(string answer) => ConnectAsync((answer, 0));

    private Task ConnectAsync(params (string Text, double After)[] chunks)
    {
        _answers.Enqueue([.. chunks.Select(chunk => (chunk.Text, TimeSpan.FromSeconds(chunk.After)))]);
        _session.Connect(new(new("http://localhost/stream"), "GET", [], null));
        return EndedAsync();
    }

    private Task ConnectAgainAsync(string answer)
    {
        _answers.Enqueue([(answer, TimeSpan.Zero)]);
        _session.ConnectAgain();
        return EndedAsync();
    }

    private Task EndedAsync() => Wait.UntilAsync(
        () =>
        {
            _session.Look();
            return !_session.IsOpen && _session.Rows.IsDone;
        },
        "the connection has ended and was looked at");
}
