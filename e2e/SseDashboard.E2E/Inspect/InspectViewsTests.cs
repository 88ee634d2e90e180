using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Inspect;

/// <summary>The tabs beside the list of an inspected stream.</summary>
public sealed class InspectViewsTests(Browser browser, SharedApp app)
{
    [BrowserFact]
    public async Task Findings_AreCountedOnTheirTab()
    {
        await using var page = await OpenAsync("/labs/fault/no-field-name?seconds=1");
        await Expect(Tab(page, "Diagnosis")).ToContainTextAsync("1");
        await Expect(page.Page.GetByTestId("finding")).ToHaveCountAsync(1);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Tabs_HaveNothingForAxeToFind()
    {
        await using var page = await OpenAsync("/labs/fault/none?seconds=2");
        foreach (string tab in (string[])["Selected", "Response", "Rates", "Connections"])
        {
            await Tab(page, tab).ClickAsync();
            await Expect(Tab(page, tab)).ToHaveAttributeAsync("aria-selected", "true");
            await Accessibility.AssertAsync(page.Page, $"the tab {tab}, running");
        }

        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response");
        await Tab(page, "Rates").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Img, new() { NameString = "Events in" })).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "rates, ended");
        Assert.Empty(page.Problems);
    }

    // All tabs stay in sight; MudTabs would scroll them.
    [BrowserFact]
    public async Task Tabs_OnAPhone_AreAllReachableAndThePageDoesNotScrollSideways()
    {
        await using var page = await OpenAsync("/labs/fault/no-field-name?seconds=1");
        await page.Page.SetViewportSizeAsync(390, 800);
        foreach (string tab in (string[])["Connections", "Rates", "Response", "Selected", "Diagnosis"])
        {
            await Tab(page, tab).ClickAsync();
            await Expect(Tab(page, tab)).ToHaveAttributeAsync("aria-selected", "true");
            await Expect(Tab(page, tab)).ToBeInViewportAsync(new() { Ratio = 1 });
        }

        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than 390 px.");
        await Accessibility.AssertAsync(page.Page, "on a phone");
    }

    [BrowserFact]
    public async Task SelectedBlock_ClosedByKeyboard_ReturnsTheFocusToTheList()
    {
        await using var page = await OpenAsync("/labs/fault/no-field-name?seconds=1");
        await page.Page.GetByTestId("block-row").First.WaitForAsync();
        var list = page.Page.GetByRole(AriaRole.Listbox);
        foreach (string target in (string[])["Close the block", "Data"])
        {
            await list.FocusAsync();
            await list.PressAsync("Home");
            await list.PressAsync("Enter");
            await page.Page.GetByLabel(target, new() { Exact = true }).PressAsync(target == "Data" ? "Escape" : "Enter");
            await Expect(page.Page.GetByTestId("block-details")).ToHaveCountAsync(0);
            await Expect(list).ToBeFocusedAsync();
        }

        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task FirstBlockSelected_ConnectedAgain_ShowsTheNewBlocks()
    {
        await using var page = await OpenAsync("/labs/assemble/anthropic");
        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response", new() { Timeout = 30_000 });
        var list = page.Page.GetByRole(AriaRole.Listbox);
        await list.PressAsync("Home");
        await list.PressAsync("Enter");
        await Expect(page.Button("Jump to latest")).ToBeVisibleAsync();
        await page.Field("Address").FillAsync("/labs/fault/ids-repeat?seconds=1");
        await page.Button("Connect").ClickAsync();

        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response");
        await Expect(page.Page.GetByTestId("block-row")).ToHaveCountAsync(5);
        await Expect(list.GetByRole(AriaRole.Option, new() { Selected = true })).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Fields_ThatCannotBeChanged_AreDashed()
    {
        await using var page = await OpenedPage.OpenAsync(browser, app, "inspect?way=eventsource&headers=X-A:%20b");
        var field = page.Page.Locator(".mud-input-control", new() { Has = page.Page.GetByLabel("Value", new() { Exact = true }) }).Last;
        await Expect(field.Locator(".mud-input-outlined-border")).ToHaveCSSAsync("border-top-style", "dashed");
        await Expect(page.Page.Locator(".address .mud-input-outlined-border")).ToHaveCSSAsync("border-top-style", "solid");
    }

    [BrowserFact]
    public async Task SelectedEvent_AsJson_OpensAndClosesItsBranches()
    {
        await using var page = await OpenAsync("/labs/fault/error-event?seconds=1");
        await page.Page.GetByTestId("block-row").Filter(new() { HasText = "overloaded" }).ClickAsync();
        await Expect(Tab(page, "Selected")).ToHaveAttributeAsync("aria-selected", "true");
        await Tab(page, "JSON").ClickAsync();
        var value = page.Page.GetByText("\"overloaded_error\"", new() { Exact = true });
        await Expect(value).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "JSON");
        await page.Page.GetByText("{2 members}").ClickAsync();
        await Expect(value).ToBeHiddenAsync();

        // The next event's tree begins open again.
        await page.Page.GetByTestId("block-row").First.ClickAsync();
        await Expect(page.Page.GetByText("tick: ")).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Expression_ThatIsWrong_IsExplained()
    {
        await using var page = await OpenAsync("/labs/fault/none?seconds=1");
        await page.Button("Filter").ClickAsync();
        await page.Page.GetByLabel("Regular expression").CheckAsync();
        await page.Page.GetByLabel("Text", new() { Exact = true }).FillAsync("a(b");
        await Expect(page.Page.GetByText("The regular expression is not valid")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("No block is shown until")).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "a wrong expression");
        Assert.Empty(page.Problems);
    }

    private async Task<OpenedPage> OpenAsync(string address)
    {
        var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        await page.Field("Address").FillAsync(address);
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByTestId("block-row").First).ToBeVisibleAsync();
        return page;
    }

    private static ILocator Tab(OpenedPage page, string name) => page.Page.GetByRole(AriaRole.Tab, new() { Name = name });
}
