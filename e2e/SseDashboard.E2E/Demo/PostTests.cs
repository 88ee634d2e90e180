using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The topic of the document's last heading, which it left empty: the same stream over POST.</summary>
public sealed class PostTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task Post_WithBody_ShowsRequestedStream()
    {
        await using var app = new RunningApp();
        await using var demo = await OpenAsync(app, """{ "messages": 2, "intervalMs": 50, "text": "steered" }""");

        await demo.Connect.ClickAsync();
        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");
        await Expect(demo.Events).ToHaveCountAsync(7);

        var rows = await demo.ReadRowsAsync();
        Assert.Equal(["init", "message", "message", "error", "message", "message", "final"], rows.Select(row => row[1]));
        Assert.Equal(["steered", "steered"], rows[4..6].Select(row => row[2]));
        Assert.Equal(rows[0][0], rows[2][0]);
        Assert.Equal(7, demo.ConsoleLines.Count);
        await Expect(demo.Page.GetByTestId("final-note")).ToHaveTextAsync("closed on final");
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Console_MoreLinesThanFit_ShowsNewest()
    {
        await using var demo = await OpenAsync(shared, """{ "messages": 30, "intervalMs": 50 }""");

        await demo.Connect.ClickAsync();
        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");

        await Expect(demo.PaneLines).ToHaveCountAsync(35);
        await demo.PaneLines.Last.EvaluateAsync("line => line.closest('section').scrollIntoView()");
        await Expect(demo.PaneLines.Last).ToBeInViewportAsync();
        await Expect(demo.PaneLines.First).Not.ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task Post_EndedByServer_IsNotRepeatedUnlessAsked()
    {
        await using var demo = await OpenAsync(shared, """{ "messages": 0, "final": false }""");

        await demo.Connect.ClickAsync();

        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");
        await Expect(demo.Own("closed")).ToContainTextAsync("The server ended the stream");
        await Expect(demo.Own("connecting")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Post_ReconnectOn_IsRepeatedUntilClosed()
    {
        await using var app = new RunningApp(("Streams:ReconnectionInterval", "00:00:00.5"));
        await using var demo = await OpenAsync(app, """{ "messages": 0, "final": false }""");
        await demo.Page.GetByRole(AriaRole.Switch, new() { Name = "Reconnect" }).CheckAsync();

        await demo.Connect.ClickAsync();
        // At least two: the third request may arrive before the test sees the second.
        await Expect(demo.Own("connecting").Nth(1)).ToBeAttachedAsync();
        await demo.Close.ClickAsync();

        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserTheory]
    [InlineData("""{ "messages": -1 }""", "messages")]
    [InlineData("""{ "messages": """, "400")]
    public async Task Post_WrongBody_ExplainsProblem(string body, string expected)
    {
        await using var demo = await OpenAsync(shared, body);

        await demo.Connect.ClickAsync();

        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");
        await Expect(demo.Own("failed")).ToContainTextAsync(expected);
        // The row truncates the reason; above the log it is shown in full.
        await Expect(demo.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(expected);
        await Expect(demo.Events).ToHaveCountAsync(0);
    }

    private async Task<DemoPage> OpenAsync(RunningApp app, string body)
    {
        var demo = await DemoPage.OpenAsync(browser, app);
        await Choice.SelectAsync(demo.Page, "Method", "POST");
        await demo.Page.GetByLabel("Body (JSON)").FillAsync(body);
        return demo;
    }
}
