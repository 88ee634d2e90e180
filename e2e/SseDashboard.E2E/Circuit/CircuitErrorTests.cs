using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>An error outside any error boundary ends the circuit: the page says so and offers what still works.</summary>
public sealed class CircuitErrorTests(Browser browser)
{
    [BrowserTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Circuit_EndsWithError_SaysSoUntilReload(ColorScheme scheme, int width)
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(
            browser, app, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } });
        var error = demo.Page.Locator("#blazor-error-ui");
        await Expect(error).ToBeHiddenAsync();

        // The button's handler belongs to the layout, which is outside any error boundary.
        await demo.Page.EvaluateAsync(
            "Object.defineProperty(document.documentElement, 'dataset', { get() { throw new Error('No theme can be applied.'); } })");
        await demo.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("(Dark|Light) theme") }).ClickAsync();

        await Expect(error).ToBeVisibleAsync();
        await Expect(error).ToContainTextAsync("this page no longer responds");
        await Expect(error).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.Empty(await Accessibility.FindAsync(demo.Page));
        Assert.Equal(width, await demo.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await error.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(error).ToBeHiddenAsync();
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Circuit_EndsBeforePageRenders_SaysSoAndReloads(ColorScheme scheme)
    {
        await using var app = new RunningApp();
        var context = await browser.NewContextAsync(new() { ColorScheme = scheme });
        var page = await context.NewPageAsync();
        // Break theme.js on the first page of the visit; the layout awaits its start.
        await page.AddInitScriptAsync("""
            if (sessionStorage.visits === undefined)
              MediaQueryList.prototype.addEventListener = () => { throw new Error("Not supported."); };
            sessionStorage.visits = 1;
            """);
        await page.GotoAsync(app.Url);
        var error = page.Locator("#blazor-error-ui");
        await Expect(error).ToBeVisibleAsync();
        // The theme's surface colour, although the theme itself never loaded.
        await Expect(error).ToHaveCSSAsync("background-color", scheme == ColorScheme.Dark ? "rgb(19, 26, 34)" : "rgb(255, 255, 255)");
        Assert.Empty(await Accessibility.FindAsync(page, "page-has-heading-one", "landmark-one-main", "document-title"));
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveCountAsync(0);

        await error.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(error).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Theme_StorageBlocked_CanBeSwitchedAndPageStaysAlive()
    {
        await using var app = new RunningApp();
        var context = await browser.NewContextAsync(new() { ColorScheme = ColorScheme.Light });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Access is denied.', 'SecurityError'); } })");
        await page.GotoAsync(app.Url);

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Light theme" })).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Link, new() { Name = "Connections" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(app.Url + "connections");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Every stream on this host");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }
}
