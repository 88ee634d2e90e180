using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>What users notice only when it is missing: accessibility, a clean console, a layout that fits.</summary>
public sealed class QualityTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task Demo_EmptyAndInUse_HasNoAccessibilityViolationsAndFitsWidth()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await Accessibility.AssertAsync(demo.Page, "empty");

        await demo.Page.SetViewportSizeAsync(1280, 844);
        await demo.CloseOnFinal.UncheckAsync();
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);
        await demo.Events.First.ClickAsync();
        await Expect(demo.Page.GetByTestId("event-details")).ToBeVisibleAsync();

        await Accessibility.AssertAsync(demo.Page, "in use");
    }

    [BrowserFact]
    public async Task Demo_OpenedUsedReloadedAndClosed_LogsNoErrorsOrWarnings()
    {
        await using var app = new RunningApp();
        await using (var demo = await DemoPage.OpenAsync(browser, app))
        {
            await demo.Connect.ClickAsync();
            await demo.HasEventsAsync(4);
            await demo.Page.ReloadAsync();
            await demo.Connect.ClickAsync();
            await demo.HasEventsAsync(4);
            await demo.Close.ClickAsync();
            await demo.IsInStateAsync("CLOSED 2");
            await demo.Page.CloseAsync();
            Assert.Empty(demo.Problems);
        }

        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
        await app.DisposeAsync();
        Assert.Empty(app.Logs.Problems);
    }

    [BrowserFact]
    public async Task Tabs_ByKeyboard_MoveAndShowFocus()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await demo.Page.GetByRole(AriaRole.Tab, new() { Name = "Exchange" }).FocusAsync();

        // The arrow keys move, and Enter selects.
        foreach (var (key, view) in new[] { ("ArrowRight", "Wire"), ("ArrowRight", "Latency"), ("ArrowLeft", "Wire") })
        {
            await demo.Page.Keyboard.PressAsync(key);
            var tab = demo.Page.GetByRole(AriaRole.Tab, new() { Name = view });
            await Expect(tab).ToBeFocusedAsync();
            await Expect(tab).ToHaveCSSAsync("outline-style", "solid");
        }

        await demo.Page.Keyboard.PressAsync("Enter");
        await Expect(demo.Page.GetByRole(AriaRole.Tab, new() { Name = "Wire" })).ToHaveAttributeAsync("aria-selected", "true");

        await demo.Page.Keyboard.PressAsync("End");
        await Expect(demo.Page.GetByRole(AriaRole.Tab, new() { Name = "Connections" })).ToBeFocusedAsync();
        await demo.Page.Keyboard.PressAsync("Home");
        await Expect(demo.Page.GetByRole(AriaRole.Tab, new() { Name = "Exchange" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Theme_Switched_IsRemembered()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, new() { ColorScheme = ColorScheme.Light });

        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        var light = demo.Page.GetByRole(AriaRole.Button, new() { Name = "Light theme" });
        // The circuit handles the click; once it has rendered, the browser has stored the choice.
        await Expect(light).ToBeVisibleAsync();
        await demo.Page.ReloadAsync();

        await Expect(light).ToBeVisibleAsync();
        Assert.Equal("dark", await demo.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
    }
}
