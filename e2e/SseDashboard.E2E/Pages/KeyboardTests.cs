using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>Shortcuts, the bar between two panes, and buttons that keep the focus.</summary>
public sealed class KeyboardTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task Shortcuts_FilterAndPauseButNeverWhileTyping()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await Expect(demo.Page.Locator("html")).ToHaveAttributeAsync("data-keys", "ready");
        var keyboard = demo.Page.Keyboard;
        var filter = demo.Page.GetByLabel("Text in id, type or data");
        var resume = demo.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" });

        await keyboard.PressAsync("/");
        await Expect(filter).ToBeFocusedAsync();
        await keyboard.TypeAsync("p/?");
        await Expect(filter).ToHaveValueAsync("p/?");
        await Expect(resume).ToHaveCountAsync(0);
        await Expect(demo.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await demo.Connect.FocusAsync();
        await keyboard.PressAsync("p");
        await Expect(resume).ToBeVisibleAsync();
        // The filter is open already: the key moves to its field.
        await keyboard.PressAsync("/");
        await Expect(filter).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Shortcuts_AreListedAndCanBeTurnedOff()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await Expect(demo.Page.Locator("html")).ToHaveAttributeAsync("data-keys", "ready");
        var keyboard = demo.Page.Keyboard;
        var dialog = demo.Page.GetByRole(AriaRole.Dialog);
        await demo.Connect.FocusAsync();
        await keyboard.PressAsync("?");
        await Expect(dialog).ToContainTextAsync("Pause or resume the event log");
        await Accessibility.AssertAsync(demo.Page, "the list of shortcuts");

        var shortcuts = dialog.GetByRole(AriaRole.Switch, new() { Name = "Single-key shortcuts" });
        await Expect(shortcuts).ToBeCheckedAsync();
        await shortcuts.UncheckAsync();
        await keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);

        await demo.Page.ReloadAsync();
        await demo.Connect.FocusAsync();
        await keyboard.PressAsync("?");
        await keyboard.PressAsync("/");
        // The button still opens the list, and nothing else opened before it.
        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Keyboard shortcuts" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(1);
        await Expect(shortcuts).Not.ToBeCheckedAsync();
        await Expect(demo.Page.GetByLabel("Text in id, type or data")).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData("")]
    [InlineData("broadcast")]
    public async Task Panes_ByArrowKeys_ChangeSize(string path)
    {
        await using var opened = await OpenedPage.OpenAsync(browser, shared, path);
        await Expect(opened.Page.Locator("html")).ToHaveAttributeAsync("data-keys", "ready");
        var bar = opened.Page.GetByRole(AriaRole.Separator, new() { Name = "Resize panels" });
        await bar.FocusAsync();
        await Expect(bar).ToHaveCSSAsync("outline-style", "solid");
        double before = await SizeAsync();

        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal(before + 10, await SizeAsync(), tolerance: 1);
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal(before, await SizeAsync(), tolerance: 1);

        await opened.Page.SetViewportSizeAsync(390, 844);
        await Expect(bar).ToBeHiddenAsync();
        await Accessibility.AssertAsync(opened.Page, "panes resized");

        async Task<double> SizeAsync() => (await opened.Page.Locator(".split > .child-panel").First.BoundingBoxAsync())!.Width;
    }

    [BrowserTheory]
    [InlineData("load?rate=100&seconds=600", "Start", "Stop")]
    [InlineData("learn/get", "Run", "Close")]
    public async Task Buttons_Pressed_KeepTheFocus(string path, string start, string stop)
    {
        await using var opened = await OpenedPage.OpenAsync(browser, shared, path);
        await opened.Button(start).FocusAsync();
        await opened.Page.Keyboard.PressAsync("Enter");
        await Expect(opened.Button(start)).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(opened.Button(start)).ToBeFocusedAsync();

        await opened.Button(stop).First.FocusAsync();
        await opened.Page.Keyboard.PressAsync("Enter");
        await Expect(opened.Button(stop).First).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(opened.Button(stop).First).ToBeFocusedAsync();
        Assert.Empty(opened.Problems);
    }

    [BrowserTheory]
    [InlineData("broadcast", "Channel", "Stop")]
    [InlineData("load?rate=100&seconds=600", "Bytes per event", "Stop")]
    [InlineData("compare", "Count the primes up to", "Cancel")]
    public async Task Form_SubmittedFromAField_KeepsTheFocusThere(string path, string field, string stop)
    {
        await using var app = new RunningApp();
        await using var opened = await OpenedPage.OpenAsync(browser, app, path);
        var input = opened.Field(field).And(opened.Page.Locator("input"));
        await input.FocusAsync();
        await opened.Page.Keyboard.PressAsync("Enter");
        await Expect(opened.Button(stop)).Not.ToHaveAttributeAsync("aria-disabled", "true");

        await Expect(input).ToBeFocusedAsync();
        await Expect(input).Not.ToBeEditableAsync();
        await opened.Button(stop).ClickAsync();
        await Expect(input).ToBeEditableAsync();
    }
}
