using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>What the user sees when the host cannot take another page.</summary>
public sealed class CircuitLimitTests(Browser browser)
{
    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_HostFull_SaysSoAccessibly(ColorScheme scheme)
    {
        await using var app = new RunningApp(("Circuits:Max", "1"));
        await using var first = await OpenedPage.OpenAsync(browser, app, "connections");
        var context = await browser.NewContextAsync(new() { ColorScheme = scheme });
        var page = await context.NewPageAsync();
        await page.GotoAsync(app.Url);

        await Expect(TooMany(page)).ToBeVisibleAsync();
        // axe objects to a page that reloads itself (every 10 s here), but that is this page's purpose.
        Assert.Empty(await Accessibility.FindAsync(page, "meta-refresh"));
    }

    [BrowserFact]
    public async Task Page_HostFull_OpensOnceThereIsRoom()
    {
        await using var app = new RunningApp(("Circuits:Max", "1"), ("Circuits:RetryAfter", "00:00:01"));
        var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await using (await OpenedPage.OpenAsync(browser, app, "connections"))
        {
            await page.GotoAsync(app.Url + "connections");
            await Expect(TooMany(page)).ToBeVisibleAsync();
        }

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Every stream on this host" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Page_LastSlotTakenBeforeConnecting_ReloadsAndSaysSo()
    {
        await using var app = new RunningApp(("Circuits:Max", "1"));
        var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var connecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            connecting.TrySetResult();
            await taken.Task;
            await route.ContinueAsync();
        });
        var loading = page.GotoAsync(app.Url);
        await Wait.ForAsync(connecting.Task, "the page connects");
        await using var other = await OpenedPage.OpenAsync(browser, app, "connections");
        taken.SetResult();
        await loading;

        await Expect(TooMany(page)).ToBeVisibleAsync();
    }

    private static ILocator TooMany(IPage page) => page.GetByRole(AriaRole.Heading, new() { Name = "Too many pages are open" });
}
