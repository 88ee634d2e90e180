using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The ways in which a stream ends, or fails to.</summary>
public sealed class CloseTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task FinalRow_CloseOnFinalOff_ButtonClosesStream()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await demo.CloseOnFinal.UncheckAsync();
        await demo.Connect.ClickAsync();

        var close = demo.FinalRow.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true });
        await close.ClickAsync();

        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");
        await Expect(demo.Own("closed")).ToHaveCountAsync(1);
        await Expect(demo.FinalRow.GetByRole(AriaRole.Button, new() { Name = "Closed" })).ToBeDisabledAsync();
        await Expect(demo.Page.GetByTestId("final-note")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task FinalRow_NotClosed_BrowserReconnectsAfterThreeSeconds()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);
        await demo.CloseOnFinal.UncheckAsync();
        await demo.Connect.ClickAsync();

        await Expect(demo.Own("reconnecting")).ToHaveCountAsync(1);
        await Expect(demo.State).ToHaveTextAsync("CONNECTING 0");
        await Expect(demo.Own("open")).ToHaveCountAsync(2);

        Assert.InRange(await SecondsBetweenAsync(demo.Own("reconnecting"), demo.Own("open").Nth(1)), 2.5, 60);
        await Expect(demo.Events.Filter(new() { HasText = "Init flow stream" })).ToHaveCountAsync(2);
        // The document's error listener also handles the browser's own error event, which has neither data nor id.
        Assert.Contains("Received error event ===> data: undefined,  id: undefined", demo.ConsoleLines);

        await demo.Close.ClickAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Close_BeforeFinal_EndsStreamOnServer()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);
        await Expect(demo.Close).ToBeDisabledAsync();
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);
        Assert.Equal(1, app.OpenStreams);

        await demo.Close.ClickAsync();

        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
        await Expect(demo.FinalRow).ToHaveCountAsync(0);
        await Expect(demo.Connect).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task Page_Closed_EndsStreamOnServer()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);

        await demo.Page.GotoAsync("about:blank");

        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Page_NavigatedAway_EndsStreamOnServer()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);

        await demo.Page.EvaluateAsync("Blazor.navigateTo('not-found')");

        await Expect(demo.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    private static async Task<double> SecondsBetweenAsync(ILocator first, ILocator second) =>
        (await TimeOfAsync(second) - await TimeOfAsync(first)).TotalSeconds;

    private static async Task<TimeSpan> TimeOfAsync(ILocator row) =>
        DemoPage.TimeOf(await row.GetByRole(AriaRole.Cell).Last.InnerTextAsync());
}
