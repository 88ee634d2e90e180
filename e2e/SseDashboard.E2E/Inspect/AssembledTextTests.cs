using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Labs;

namespace SseDashboard.E2E.Inspect;

/// <summary>The text that the inspector joins from a stream's fragments.</summary>
public sealed class AssembledTextTests(Browser browser, SharedApp app)
{
    [BrowserFact]
    public async Task Answer_Inspected_GrowsAndLeadsFromEachPieceToItsBlock()
    {
        await using var page = await ConnectAsync("/labs/assemble/anthropic");
        await Expect(page.Page.GetByTestId("assembled-format")).ToHaveTextAsync("Anthropic messages");
        await Expect(Pieces(page).Nth(10)).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "growing");

        await Expect(page.Page.GetByTestId("assembled-figures")).ToContainTextAsync("end_turn");
        await Expect(page.Page.GetByRole(AriaRole.Group, new() { Name = "Text", Exact = true })).ToContainTextAsync(CannedAnswer.Text);
        await Expect(page.Page.GetByTestId("assembled-missing")).ToHaveCountAsync(0);
        await Tab(page, "Diagnosis").ClickAsync();
        await Expect(page.Page.GetByTestId("nothing-wrong")).ToHaveTextAsync("Nothing wrong found.");
        await Tab(page, "Text").ClickAsync();

        var piece = Pieces(page).Filter(new() { HasText = "Keep" });
        await piece.ClickAsync();
        await Expect(piece).ToHaveAttributeAsync("aria-selected", "true");
        await Accessibility.AssertAsync(page.Page, "a piece selected");
        await Tab(page, "Selected").ClickAsync();
        await Expect(page.Page.GetByTestId("block-details")).ToContainTextAsync("\"thinking\":\" Keep\"");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Pieces_AreReachedByTheArrowKeys()
    {
        await using var page = await ConnectAsync("/labs/assemble/ollama?broken=no-end");
        await Expect(page.Page.GetByTestId("assembled-missing")).ToContainTextAsync("without a line with \"done\": true");
        await page.Page.GetByTestId("assembled-text").FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Expect(page.Page.GetByTestId("segment-note")).ToContainTextAsync("Block 1.");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Page.GetByTestId("segment-note")).ToContainTextAsync("Block 2.");
        await page.Page.Keyboard.PressAsync("Enter");
        await Accessibility.AssertAsync(page.Page, "lines of JSON, without their end");
        await Tab(page, "Selected").ClickAsync();
        await Expect(page.Page.GetByTestId("block-details")).ToContainTextAsync("Block 2");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Stream_OfAnotherFormat_IsJoinedByAPath()
    {
        await using var page = await ConnectAsync("/labs/fault/none?seconds=1");
        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response");
        await Expect(page.Page.GetByTestId("assembled-unknown")).ToContainTextAsync("None of the known formats.");
        await Accessibility.AssertAsync(page.Page, "no format");

        await page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Format" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "JSON path", Exact = true }).ClickAsync();
        await page.Field("JSON path").FillAsync("$.reading[");
        await page.Button("Use path").ClickAsync();
        await Expect(page.Page.GetByText("At character 11: ] is missing.")).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "a wrong path");
        await page.Field("JSON path").FillAsync("$.reading");
        await page.Button("Use path").ClickAsync();
        await Expect(page.Page.GetByTestId("assembled-text")).ToContainTextAsync("20.1 °C20.2 °C20.3 °C20.4 °C");
        Assert.Empty(page.Problems);
    }

    private async Task<OpenedPage> ConnectAsync(string address)
    {
        var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        await page.Field("Address").FillAsync(address);
        await page.Button("Connect").ClickAsync();
        await Tab(page, "Text").ClickAsync();
        return page;
    }

    // The selected block has tabs too.
    private static ILocator Tab(OpenedPage page, string name) => page.Page.GetByRole(AriaRole.Tab, new() { Name = name }).First;

    private static ILocator Pieces(OpenedPage page) => page.Page.GetByTestId("assembled-text").GetByRole(AriaRole.Option);
}
