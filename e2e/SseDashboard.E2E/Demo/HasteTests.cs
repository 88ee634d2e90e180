using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>A user who acts faster than the page.</summary>
public sealed class HasteTests(Browser browser)
{
    [BrowserFact]
    public async Task Connect_DoublePress_OpensOneStream()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);

        await demo.Connect.EvaluateAsync("button => { button.click(); button.click(); }");
        await demo.HasEventsAsync(4);
        await demo.Close.ClickAsync();

        await demo.IsInStateAsync("CLOSED 2");
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Page_LeftWhileConnecting_LeavesNoStreamOpen()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);

        await demo.Connect.EvaluateAsync("button => { button.click(); Blazor.navigateTo('not-found'); }");

        await Expect(demo.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Page_LeftBeforeModuleLoads_DoesNotFailNextPage()
    {
        await using var app = new RunningApp();
        await using var opened = await OpenedPage.OpenAsync(browser, app, "connections");
        var pages = opened.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" });
        // Asynchronous, so that the rest of the test does not run on the thread that reads from the browser.
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource();
        await opened.Page.RouteAsync("**/js/dashboard/follow-tail*.js", async route =>
        {
            asked.TrySetResult();
            await answer.Task;
            await route.ContinueAsync();
        });

        await pages.GetByText("Demo").ClickAsync();
        await Wait.ForAsync(asked.Task, "the Demo page requests the module follow-tail.js");
        await pages.GetByText("Broadcast").ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Name = "One event, every listener" })).ToBeVisibleAsync();
        answer.SetResult();

        // The module has loaded long before this completes.
        await opened.Button("Listen").ClickAsync();
        await Expect(opened.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        Assert.Empty(app.Logs.Problems);
        Assert.Empty(opened.Problems);
    }
}
