using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>What a field shows is what gets published, however long the input and however fast the typing.</summary>
public sealed class FieldLengthTests(Browser browser)
{
    private const int Typed = 16_400;
    private const int Longest = 2_500;

    [BrowserFact]
    public async Task Publish_OfTextThatTheCircuitHasNotSeen_SendsWhatTheFieldsShow()
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "broadcast");
        await ListenAsync(page);

        // Without events, as when the circuit is away while the user types.
        await page.Field("Type").EvaluateAsync("field => field.value = 'alert'");
        await page.Field("Data").EvaluateAsync("field => field.value = 'typed meanwhile'");
        await page.Button("Publish").ClickAsync();

        await Expect(page.Rows("event")).ToContainTextAsync("typed meanwhile");
        await Expect(page.Rows("event")).ToContainTextAsync("alert");
        await Expect(page.Field("Data")).ToHaveValueAsync("typed meanwhile");
    }

    [BrowserTheory]
    [InlineData("x")]
    [InlineData("€")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("😀")]
    public async Task Data_BeyondCircuitLimit_IsVisiblyTruncatedAndPublishedAsShown(string filling)
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "broadcast");
        bool isLost = false;
        await page.Page.ExposeFunctionAsync("onLost", () => isLost = true);
        await page.Page.EvaluateAsync("new MutationObserver(() => document.getElementById('components-reconnect-modal') && onLost()).observe(document.body, { childList: true })");
        await ListenAsync(page);

        await PasteAsync(page, "Data", string.Concat(Enumerable.Repeat(filling, Typed / filling.Length)));
        await Expect(page.Page.GetByText("Full at 2,500 characters: the rest of a longer text was cut off.")).ToBeVisibleAsync();
        string shown = await page.Field("Data").InputValueAsync();
        Assert.Equal(Longest, shown.Length);
        await page.Button("Publish").ClickAsync();

        await Expect(page.Page.GetByTestId("publish-outcome")).ToContainTextAsync("Published with id");
        await page.Rows("event").ClickAsync();
        var details = page.Page.GetByTestId("event-details");
        await Expect(details).ToContainTextAsync("2,500 characters");
        await Expect(details.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        Assert.Equal(shown, await details.Locator("pre").EvaluateAsync<string>("pre => pre.textContent"));
        Assert.False(isLost, "The circuit was lost.");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Body_BeyondCircuitLimit_IsVisiblyTruncatedAndCircuitSurvives()
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "");
        await Choice.SelectAsync(page.Page, "Method", "POST");
        await PasteAsync(page, "Body (JSON)", new string('\u0001', Typed));

        await Expect(page.Page.GetByText("Full at 2,500 characters")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("Invalid JSON at line 1")).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [BrowserTheory]
    [InlineData("broadcast", "Type", 64)]
    [InlineData("broadcast", "Channel", 64)]
    [InlineData("broadcast", "Types, besides message and gap", 500)]
    [InlineData("connections", "Filter", 200)]
    [InlineData("", "Listen for", 500)]
    public async Task Field_InputTooLong_SaysItIsFull(string path, string label, int longest)
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, path);
        await PasteAsync(page, label, new string('x', Typed));

        await Expect(page.Page.GetByText($"Full at {longest} characters")).ToBeVisibleAsync();
        Assert.Equal(longest, (await FieldOf(page, label).InputValueAsync()).Length);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Data_PublishedRightAfterLastKey_IsComplete()
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "broadcast");
        await ListenAsync(page);
        string[] texts = [.. Enumerable.Range(0, 8).Select(i => $"text number {i}, typed at once")];
        foreach (string text in texts)
        {
            await page.Field("Data").SelectTextAsync();
            // All keys and then Enter, without waiting for the circuit.
            await page.Page.Keyboard.TypeAsync(text);
            await page.Page.Keyboard.PressAsync("Enter");
        }

        await Expect(page.Rows("event")).ToHaveCountAsync(texts.Length);
        await Expect(page.Rows("event").Locator(".text")).ToHaveTextAsync(texts);
    }

    // Like a paste: one insertion, which the browser truncates to the field's limit.
    private static async Task PasteAsync(OpenedPage page, string label, string text)
    {
        await FieldOf(page, label).SelectTextAsync();
        await page.Page.Keyboard.InsertTextAsync(text);
    }

    // A form may have the same name as its first field.
    private static ILocator FieldOf(OpenedPage page, string label) => page.Field(label).And(page.Page.Locator("input, textarea"));

    private static async Task ListenAsync(OpenedPage page)
    {
        await page.Button("Listen").ClickAsync();
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
    }
}
