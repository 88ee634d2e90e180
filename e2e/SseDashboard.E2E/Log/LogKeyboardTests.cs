using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The log and its page by keyboard alone.</summary>
public sealed class LogKeyboardTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task Buttons_Pressed_KeepTheFocus()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await demo.Connect.FocusAsync();
        await demo.Page.Keyboard.PressAsync("Enter");
        await demo.HasEventsAsync(4);
        await Expect(demo.Connect).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(demo.Connect).ToBeFocusedAsync();

        await demo.Page.Keyboard.PressAsync("Tab");
        await Expect(demo.Close).ToBeFocusedAsync();
        await demo.Page.Keyboard.PressAsync("Enter");
        await demo.IsInStateAsync("CLOSED 2");
        await Expect(demo.Close).ToBeFocusedAsync();
        await Expect(demo.Close).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [BrowserFact]
    public async Task Rows_ByArrowsEnterAndEscape_OpenMoveAndClose()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await demo.Connect.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");
        var grid = demo.Page.GetByRole(AriaRole.Grid);
        var details = demo.Page.GetByTestId("event-details");
        await grid.FocusAsync();
        await demo.Page.Keyboard.PressAsync("Home");
        await demo.Page.Keyboard.PressAsync("ArrowDown");
        await demo.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(grid).ToHaveAttributeAsync("aria-activedescendant", "log-row-2");
        await Expect(details).ToHaveCountAsync(0);

        await demo.Page.Keyboard.PressAsync("Enter");
        await Expect(details.Locator("pre")).ToHaveTextAsync("Init flow stream");
        await demo.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(details.Locator("pre")).ToHaveTextAsync("Event without id");
        await Expect(details).ToContainTextAsync("The server sent no id with this event.");
        await Expect(demo.Page.GetByTestId("exchange-frame").Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        await Accessibility.AssertAsync(demo.Page, "row opened by keyboard");

        await details.Locator("pre").FocusAsync();
        await demo.Page.Keyboard.PressAsync("Escape");
        await Expect(details).ToHaveCountAsync(0);
        await Expect(grid).ToBeFocusedAsync();
        await Expect(grid).ToHaveAttributeAsync("aria-activedescendant", "log-row-3");
    }

    [BrowserFact]
    public async Task Row_FarBack_IsFetchedAndSelectsNothingElseByMistake()
    {
        await using var page = await OpenedPage.OpenAsync(browser, shared, "load?burst=5000&size=100", 1600);
        await page.Button("Start").ClickAsync();
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("CLOSED 2", new() { Timeout = 30_000 });
        var grid = page.Page.GetByRole(AriaRole.Grid);
        await grid.FocusAsync();

        await page.Page.Keyboard.PressAsync("Home");
        await page.Page.Keyboard.PressAsync("PageDown");
        await page.Page.Keyboard.PressAsync("Enter");

        var selected = page.Page.Locator("[data-testid=event-row][aria-current=true]");
        await Expect(selected).ToBeVisibleAsync();
        int number = int.Parse((await selected.GetAttributeAsync("data-number"))!, System.Globalization.CultureInfo.InvariantCulture);
        // The rows for connecting and for the open stream come first; the first event has sequence 1.
        await Expect(selected).ToContainTextAsync($"\"sequence\":{number - 1},");
    }
}
