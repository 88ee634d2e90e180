using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Inspect;

/// <summary>The inspector with streams that are fast, large or meaningless: page, circuit and host stay healthy.</summary>
public sealed class InspectLoadTests(Browser browser)
{
    // A list as high as its rows renders hundreds of them, and Virtualize then never comes to rest.
    [BrowserFact]
    public async Task Burst_OfTenThousandEvents_IsListedInAListThatScrolls()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "/labs/load?burst=10000&size=330");

        await Expect(page.Page.GetByTestId("inspect-events")).ToContainTextAsync("10,001");
        await Expect(Rows(page).Last).ToContainTextAsync("done");
        Assert.InRange(await page.Page.GetByRole(AriaRole.Listbox).EvaluateAsync<int>("list => list.clientHeight"), 200, 900);
        Assert.InRange(await Rows(page).CountAsync(), 10, 120);
        AssertHealthy(page, app);
    }

    [BrowserFact]
    public async Task Flood_Inspected_LeavesThePageResponsive()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "/labs/load?rate=10000&seconds=15&size=330");
        await Expect(Status(page)).ToContainTextAsync("Open.");
        await page.Button("Pause").ClickAsync();
        await Expect(page.Page.GetByTestId("blocks-paused")).ToBeVisibleAsync();
        await page.Button("Resume").ClickAsync();
        await Tab(page, "Rates").ClickAsync();
        await Expect(page.Page.GetByTestId("rates")).ToContainTextAsync("arrivals of events");
        await Expect(Status(page)).ToContainTextAsync("Open.");

        await Expect(Status(page)).ToContainTextAsync("The server ended the response", new() { Timeout = 30_000 });
        await Expect(page.Page.GetByTestId("inspect-events")).ToContainTextAsync("150,001");
        await Expect(page.Page.GetByTestId("inspect-dropped")).ToContainTextAsync("no longer kept");
        AssertHealthy(page, app);
    }

    [BrowserFact]
    public async Task EventOfAMegabyte_Selected_IsShownInPart()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "/labs/fault/huge-event?seconds=1");
        await Expect(Status(page)).ToContainTextAsync("The server ended the response");
        await Rows(page).Nth(2).ClickAsync();

        var details = page.Page.GetByTestId("block-details");
        await Expect(details).ToContainTextAsync("more characters not shown");
        await Tab(page, "JSON").ClickAsync();
        await Expect(details).ToContainTextAsync("padding: ");
        await Expect(details).ToContainTextAsync("characters)");
        await Tab(page, "Wire").ClickAsync();
        await Expect(details).ToContainTextAsync("more bytes not shown");
        await Accessibility.AssertAsync(page.Page, "an event of a megabyte");
        AssertHealthy(page, app);
    }

    [BrowserFact]
    public async Task Rubbish_Inspected_IsListedAndLeavesThePageUsable()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "/labs/fault/rubbish?seconds=2");
        await Expect(Status(page)).ToContainTextAsync("The server ended the response");
        await Rows(page).First.ClickAsync();
        await Tab(page, "Wire").ClickAsync();

        await Expect(page.Page.GetByTestId("block-details")).ToContainTextAsync("chunk of");
        AssertHealthy(page, app);
    }

    private async Task<OpenedPage> OpenAsync(RunningApp app, string address)
    {
        var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        await page.Field("Address").FillAsync(address);
        await page.Button("Connect").ClickAsync();
        return page;
    }

    private static void AssertHealthy(OpenedPage page, RunningApp app)
    {
        Assert.Empty(page.Problems);
        Assert.Empty(app.Logs.Problems);
    }

    private static ILocator Rows(OpenedPage page) => page.Page.GetByTestId("block-row");

    private static ILocator Status(OpenedPage page) => page.Page.GetByTestId("inspect-status");

    private static ILocator Tab(OpenedPage page, string name) => page.Page.GetByRole(AriaRole.Tab, new() { Name = name });
}
