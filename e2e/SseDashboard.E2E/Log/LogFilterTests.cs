using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>Filtering and pausing the log while events arrive.</summary>
public sealed partial class LogFilterTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task Filter_AtAHighRate_FindsEveryMatchOfEverythingThePageHolds()
    {
        await using var page = await OpenedPage.OpenAsync(browser, shared, "load?rate=4000&seconds=5&size=100", 1600);
        await page.Button("Start").ClickAsync();
        await page.Button("Filter").ClickAsync();
        // Of 20,000 events, one in a hundred.
        await page.Field("Text in id, type or data").FillAsync("77,\"written\"");

        var status = page.Page.GetByTestId("log-filtered");
        await Expect(status).ToContainTextAsync(ManyShown());
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("CLOSED 2", new() { Timeout = 30_000 });
        await Expect(status).ToContainTextAsync("Shows 200 of 20,00");
        await Expect(page.Rows("event").Last).ToContainTextAsync("\"sequence\":19977,");

        // The first match is far back: the page is asked for it.
        await page.Page.GetByRole(AriaRole.Grid).PressAsync("Home");
        await Expect(page.Rows("event").First).ToContainTextAsync("\"sequence\":77,");

        await page.Button("Show all").ClickAsync();
        await Expect(status).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Filter_ByType_ShowsThoseRowsOnly()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);
        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await demo.Page.GetByRole(AriaRole.Combobox, new() { Name = "Types", Exact = true }).ClickAsync();
        await demo.Page.GetByRole(AriaRole.Option, new() { Name = "message", Exact = true }).ClickAsync();
        await demo.Page.GetByRole(AriaRole.Option, new() { Name = "init", Exact = true }).ClickAsync();
        await demo.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).ClickAsync();
        await Expect(demo.Page.Locator(".mud-popover-open")).ToHaveCountAsync(0);

        await demo.IsInStateAsync("CLOSED 2");
        await Expect(demo.Events).ToHaveCountAsync(6);
        await Expect(demo.Own("connecting")).ToHaveCountAsync(0);
        await Accessibility.AssertAsync(demo.Page, "filtered");
    }

    [BrowserFact]
    public async Task Pause_WhileEventsArrive_HoldsTheViewAndCountsThem()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);
        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(demo.Page.GetByTestId("log-paused")).ToBeVisibleAsync();
        int before = await demo.Events.CountAsync();

        await demo.IsInStateAsync("CLOSED 2");
        await Expect(demo.Events).ToHaveCountAsync(before);
        // The rest of the eight events, and the row for the close.
        await Expect(demo.Page.GetByTestId("log-paused")).ToContainTextAsync($"{8 - before + 1} new");
        await Accessibility.AssertAsync(demo.Page, "paused");

        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(demo.Events).ToHaveCountAsync(8);
    }

    [GeneratedRegex(@"Shows [1-9]\d+ of")]
    private static partial Regex ManyShown();
}
