using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Inspect;

/// <summary>The inspector, on this host's own streams.</summary>
public sealed class InspectPageTests(Browser browser, SharedApp app)
{
    [BrowserFact]
    public async Task OwnStream_Inspected_ShowsEveryEventAndTheEventOfTypeError()
    {
        await using var page = await OpenAsync();
        await Accessibility.AssertAsync(page.Page, "empty");
        await page.Button("/sse").ClickAsync();
        await Expect(page.Page.GetByTestId("block-row").First).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "open");

        await Expect(Status(page)).ToContainTextAsync("The server ended the response");
        await Expect(page.Page.GetByTestId("inspect-events")).ToContainTextAsync("8");
        await Expect(page.Page.GetByTestId("block-row").Filter(new() { HasText = "final" })).ToBeVisibleAsync();
        await Expect(page.Page.Locator("[data-name=error-event]")).ToContainTextAsync("Choose another type");
        await Tab(page, "Response").ClickAsync();
        await Expect(page.Page.GetByTestId("response")).ToContainTextAsync("text/event-stream");
        await Accessibility.AssertAsync(page.Page, "ended");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Block_OpenedByKeyboard_ShowsItsLinesAndBytes()
    {
        await using var page = await OpenAsync();
        await Address(page).FillAsync("/sse");
        await Address(page).PressAsync("Enter");
        await Expect(page.Page.GetByTestId("block-row").First).ToBeVisibleAsync();

        await page.Page.GetByRole(AriaRole.Listbox).FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Expect(page.Page.GetByTestId("row-note")).ToContainTextAsync("A client dispatches an event of the type init");
        await page.Page.Keyboard.PressAsync("Enter");
        var details = page.Page.GetByTestId("block-details");
        await Expect(details).ToContainTextAsync("Block 1");
        await details.GetByRole(AriaRole.Tab, new() { Name = "Wire" }).ClickAsync();
        await Expect(details).ToContainTextAsync("event: init␊");
        await Expect(details).ToContainTextAsync("Sets the type buffer.");
        await Expect(details).ToContainTextAsync("chunk of");
        await Expect(details).ToContainTextAsync("65 76 65 6e 74 3a 20 69");
        await Accessibility.AssertAsync(page.Page, "a block's bytes");
        await details.PressAsync("Escape");
        await Expect(details).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Filter_Set_SaysHowManyItHides()
    {
        await using var page = await OpenAsync();
        await page.Button("/sse").ClickAsync();
        await Expect(page.Page.GetByTestId("block-row").Nth(3)).ToBeVisibleAsync();
        await page.Button("Stop").ClickAsync();
        await Expect(Status(page)).ToContainTextAsync("Stopped.");
        int blocks = await page.Page.GetByTestId("block-row").CountAsync();

        await page.Button("Filter").ClickAsync();
        await page.Page.GetByLabel("Text", new() { Exact = true }).FillAsync("event: init");
        await Expect(page.Page.GetByTestId("block-row")).ToHaveCountAsync(1);
        await Expect(page.Page.GetByTestId("blocks-filtered")).ToContainTextAsync($"hides {blocks - 1} block");
        await Accessibility.AssertAsync(page.Page, "filtered");
        await page.Button("Show all").ClickAsync();
        await Expect(page.Page.GetByTestId("block-row")).ToHaveCountAsync(blocks);
    }

    [BrowserFact]
    public async Task Address_ThatIsRefused_SaysSoInASentence()
    {
        await using var page = await OpenAsync();
        await Address(page).FillAsync("http://127.0.0.1:9/");
        await page.Button("Connect").ClickAsync();
        await Expect(Status(page)).ToContainTextAsync("Failed.");
        await Expect(Status(page)).ToContainTextAsync("refused");
        await Accessibility.AssertAsync(page.Page, "refused");

        await Address(page).FillAsync("ftp://example.com/");
        await page.Button("Connect").ClickAsync();
        await Expect(Status(page)).ToContainTextAsync("The relay reaches http and https only");
        await Address(page).FillAsync("");
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByText("Enter the address of a stream")).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task CurlCommand_Pasted_FillsTheFormAndCopiesWithoutSecrets()
    {
        await using var page = await OpenAsync();
        await page.Button("Paste a curl command").ClickAsync();
        var dialog = page.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("curl command").FillAsync("curl --proxy http://p http://a/");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("--proxy is not supported");
        await Accessibility.AssertAsync(page.Page, "a command refused");

        // Longer than a message of the circuit may be.
        await dialog.GetByLabel("curl command").FillAsync($"curl '{app.Url}sse' -H 'Authorization: Bearer hidden' -H 'X-Long: {new string('x', 20_000)}' --data-raw '{new string('y', 20_000)}'");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(Address(page)).ToHaveValueAsync($"{app.Url}sse");
        await Expect(page.Page.GetByLabel("Value").First).ToHaveAttributeAsync("type", "password");
        await Expect(page.Page.GetByText("20,000 characters, too many to edit here")).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "a command pasted");

        await page.Button("Copy as curl").ClickAsync();
        await Expect(page.Page.GetByTestId("curl")).ToContainTextAsync("Authorization: SECRET");
        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Include the secrets" }).CheckAsync();
        await Expect(page.Page.GetByTestId("curl")).ToContainTextAsync("Authorization: Bearer hidden");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Request_Made_IsInAddressAndRecentWithoutSecrets()
    {
        await using var page = await OpenAsync();
        await Address(page).FillAsync($"{app.Url}sse?api_key=hidden");
        await page.Button("Add a header").ClickAsync();
        await page.Page.GetByLabel("Header", new() { Exact = true }).FillAsync("X-Api-Key");
        await page.Page.GetByLabel("Value").FillAsync("hidden");
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByTestId("block-row").First).ToBeVisibleAsync();
        await page.Button("Stop").ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex("X-Api-Key"));
        Assert.DoesNotContain("hidden", page.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", await page.Page.EvaluateAsync<string>("JSON.stringify({ ...localStorage })"), StringComparison.Ordinal);
        await page.Page.ReloadAsync();
        await Expect(page.Page.GetByLabel("Header", new() { Exact = true })).ToHaveValueAsync("X-Api-Key");
        await Expect(page.Page.GetByText("Enter the value of X-Api-Key")).ToBeVisibleAsync();
        await page.Button("Recent").ClickAsync();
        await page.Page.GetByText("GET http").First.ClickAsync();
        await Expect(Address(page)).ToHaveValueAsync($"{app.Url}sse?api_key=");
    }

    [BrowserFact]
    public async Task ConnectedAgain_WithLastEventId_SaysWhetherItResumed()
    {
        await using var page = await OpenAsync();
        await Address(page).FillAsync("/sse");
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByTestId("block-row").Nth(3)).ToBeVisibleAsync();
        await page.Button("Stop").ClickAsync();
        await page.Button("Connect again with Last-Event-ID").ClickAsync();

        await Tab(page, "Connections").ClickAsync();
        await Expect(page.Page.GetByTestId("session-row")).ToHaveCountAsync(2);
        await Expect(page.Page.GetByTestId("session-row").Last).ToContainTextAsync("after the end of number 1");
        await Expect(page.Page.GetByTestId("session-row").First).ToContainTextAsync("no Last-Event-ID was sent");
        await Expect(page.Page.GetByTestId("block-row").First).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "a session");
    }

    private Task<OpenedPage> OpenAsync() => OpenedPage.OpenAsync(browser, app, "inspect");

    private static ILocator Address(OpenedPage page) => page.Field("Address");

    private static ILocator Tab(OpenedPage page, string name) => page.Page.GetByRole(AriaRole.Tab, new() { Name = name });

    private static ILocator Status(OpenedPage page) => page.Page.GetByTestId("inspect-status");
}
