using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Learning.Format;

namespace SseDashboard.E2E.Learn;

/// <summary>The format playground.</summary>
public sealed class PlaygroundTests(Browser browser, SharedApp app)
{
    [BrowserFact]
    public async Task Stream_Typed_IsExplainedAndReadByThreeClients()
    {
        await using var page = await OpenAsync();
        await Accessibility.AssertAsync(page.Page, "empty");
        await Stream(page).FillAsync("id: 1\nevent: tick\n\ndata: a\nData: b\n\nid: 2\ndata: lost\n");

        await Expect(page.Page.GetByTestId("format-line")).ToHaveCountAsync(8);
        await Expect(page.Page.GetByTestId("format-line").Nth(4)).ToContainTextAsync("field names are case-sensitive");
        await Expect(page.Page.GetByTestId("format-event")).ToHaveTextAsync(["→ message a, id 1"]);
        await Expect(page.Page.GetByTestId("cut-off")).ToBeVisibleAsync();
        foreach (string client in (string[])["EventSource", "Parser"])
        {
            await Expect(Client(page, client)).ToContainTextAsync("✓ as the standard says");
            await Expect(Client(page, client).GetByTestId("client-event")).ToHaveTextAsync(["message: \"a\", id 1"]);
        }

        await Expect(Client(page, "Platform").GetByTestId("deviation")).ToContainTextAsync(["carries the type of a block without data", "changes the last event ID when it reads the line"]);
        await Accessibility.AssertAsync(page.Page, "in use");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Address_Opened_HasTheWholeState()
    {
        await using var page = await OpenAsync();
        await Stream(page).FillAsync("data: a✂\n\n");
        await page.Button("Expect what is dispatched now").ClickAsync();
        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Hex" }).CheckAsync();
        await Expect(Stream(page)).ToHaveValueAsync("64 61 74 61 3A 20 61 ✂0A\n0A\n");
        await Expect(page.Page).ToHaveURLAsync(new Regex("hex=1"));

        await using var other = await OpenedPage.OpenAsync(browser, app, page.Page.Url[app.Url.Length..]);

        await Expect(Stream(other)).ToHaveValueAsync("64 61 74 61 3A 20 61 ✂0A\n0A\n");
        await Expect(other.Page.GetByTestId("verdict")).ToHaveTextAsync("✓ The stream dispatches exactly 1 expected event.");
        await Expect(Client(other, "EventSource").GetByTestId("client-event")).ToHaveTextAsync(["message: \"a\", no id"]);
    }

    [BrowserFact]
    public async Task Address_Damaged_SaysSoAndStartsEmpty()
    {
        await using var page = await OpenedPage.OpenAsync(browser, app, "learn/format?s=***");

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The address is damaged");
        await Expect(Stream(page)).ToHaveValueAsync("");
    }

    [BrowserFact]
    public async Task Expectation_WhileTyping_TurnsRedAndGreen()
    {
        await using var page = await OpenAsync();
        await Stream(page).FillAsync("data: a\n\n");
        await page.Button("Expect what is dispatched now").ClickAsync();
        await Expect(page.Page.GetByTestId("verdict")).ToContainTextAsync("✓");

        await Stream(page).FillAsync("data: b\n\n");
        await Expect(page.Page.GetByTestId("verdict")).ToContainTextAsync("✗");
        await page.Field("Data").FillAsync("b");

        await Expect(page.Page.GetByTestId("verdict")).ToContainTextAsync("✓");
    }

    [BrowserFact]
    public async Task Control_Inserted_IsPutAtTheCaret()
    {
        await using var page = await OpenAsync();
        await Stream(page).FillAsync("data: ab");
        await Stream(page).PressAsync("ArrowLeft");
        await page.Button("«NUL»").ClickAsync();

        await Expect(Stream(page)).ToHaveValueAsync("data: a«NUL»b");
        await Expect(page.Page.GetByTestId("format-line")).ToContainTextAsync("data: a«NUL»b");
    }

    [BrowserFact]
    public async Task Text_TypedWhileTheAddressIsWritten_IsKept()
    {
        await using var page = await OpenAsync();
        await Stream(page).EvaluateAsync("""
            (field) => {
              const replace = history.replaceState.bind(history);
              history.replaceState = (...state) => {
                replace(...state);
                history.replaceState = replace;
                field.value += "c";
                field.dispatchEvent(new InputEvent("input", { bubbles: true }));
              };
            }
            """);
        await Stream(page).FillAsync("data: ab");

        await Expect(page.Page).ToHaveURLAsync(new Regex("s=ZGF0YTogYWJj$"));
        await Expect(page.Page.GetByTestId("format-line")).ToContainTextAsync("data: abc");
        await Expect(Stream(page)).ToHaveValueAsync("data: abc");
    }

    // What the playground knows of each trap must hold in this browser.
    [BrowserFact]
    public async Task Presets_InTheBrowser_HaveNoUnexplainedDifference()
    {
        await using var page = await OpenAsync();
        foreach (var preset in Preset.All)
        {
            await page.Page.GotoAsync($"{app.Url}learn/format{new FormatState { Input = preset.Input, IsByteByByte = preset.Input.Bytes.Length < 40 }.ToQuery()}");
            await Expect(Client(page, "EventSource").Locator("header span")).ToBeVisibleAsync();
            await Expect(page.Page.GetByText("No known deviation explains this")).ToHaveCountAsync(0);
            var reading = StandardReading.Of(preset.Input.Bytes);
            await Expect(page.Page.GetByTestId("client-Parser").GetByTestId("client-event")).ToHaveTextAsync([.. reading.Events.Select(e => Deviations.Text(e)!)]);
        }
    }

    private Task<OpenedPage> OpenAsync() => OpenedPage.OpenAsync(browser, app, "learn/format");

    private static ILocator Stream(OpenedPage page) => page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Stream" });

    private static ILocator Client(OpenedPage page, string name) => page.Page.GetByTestId($"client-{name}");
}
