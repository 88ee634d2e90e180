using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The drawer with the pages: beside the page on a wide screen, over it on a narrow one.</summary>
public sealed class DrawerTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task Drawer_WideScreen_IsOpenAndCanBeClosed()
    {
        await using var opened = await OpenedPage.OpenAsync(browser, shared, "connections");
        await Expect(Link(opened, "Demo")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(Menu(opened)).ToHaveAttributeAsync("aria-expanded", "true");
        double narrow = await WidthAsync(opened);

        await Menu(opened).ClickAsync();

        await Expect(Menu(opened)).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Drawer(opened)).Not.ToBeInViewportAsync();
        Assert.True(await WidthAsync(opened) > narrow, "The page does not use the room of the closed drawer.");
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task Drawer_NarrowScreen_IsClosedAndLeadsToEveryPage(int width)
    {
        await using var opened = await OpenedPage.OpenAsync(browser, shared, "connections", width);
        await IsClosedAsync(opened);

        await Menu(opened).ClickAsync();
        await Expect(Link(opened, "Demo")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(Drawer(opened).GetByRole(AriaRole.Link)).ToHaveTextAsync(["Demo", "Learn", "Inspect", "Broadcast", "Connections", "Compare", "Load lab", "Faults"]);
        await Expect(Link(opened, "Faults")).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.Empty(await Accessibility.FindAsync(opened.Page));
        await Link(opened, "Compare").ClickAsync();

        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The same job: polling versus streaming");
        await Expect(Drawer(opened)).Not.ToBeInViewportAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Drawer_NarrowScreenByKeyboard_TakesTheFocusAndEscapeReturnsIt()
    {
        await using var opened = await OpenedPage.OpenAsync(browser, shared, "connections", 390);
        await IsClosedAsync(opened);
        // A closed drawer is not in the tab order.
        await Menu(opened).FocusAsync();
        await opened.Page.Keyboard.PressAsync("Shift+Tab");
        await opened.Page.Keyboard.PressAsync("Tab");
        await Expect(Menu(opened)).ToBeFocusedAsync();

        await opened.Page.Keyboard.PressAsync("Enter");
        await Expect(Menu(opened)).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(Drawer(opened).Locator("[tabindex='-1']").First).ToBeFocusedAsync();
        await opened.Page.Keyboard.PressAsync("Tab");
        await Expect(Link(opened, "Demo")).ToBeFocusedAsync();
        // What lies under the drawer cannot be reached.
        await Expect(opened.Page.Locator(".mud-main-content")).ToHaveJSPropertyAsync("inert", true);

        await opened.Page.Keyboard.PressAsync("Escape");

        await Expect(Menu(opened)).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Menu(opened)).ToBeFocusedAsync();
        await Expect(opened.Page.Locator(".mud-main-content")).ToHaveJSPropertyAsync("inert", false);
    }

    [BrowserFact]
    public async Task Drawer_OverThePageWhenTheWindowWidens_LeavesThePageReachable()
    {
        await using var opened = await OpenedPage.OpenAsync(browser, shared, "connections", 390);
        await IsClosedAsync(opened);
        await Menu(opened).ClickAsync();
        await Expect(opened.Page.Locator(".mud-main-content")).ToHaveJSPropertyAsync("inert", true);

        await opened.Page.SetViewportSizeAsync(1280, 800);
        await Expect(opened.Page.Locator(".mud-main-content")).ToHaveJSPropertyAsync("inert", false);

        await opened.Page.SetViewportSizeAsync(390, 844);
        await IsClosedAsync(opened);
        await Expect(opened.Page.Locator(".mud-main-content")).ToHaveJSPropertyAsync("inert", false);
    }

    // Until the drawer knows how wide the window is, it is hidden but still counts as open.
    private static async Task IsClosedAsync(OpenedPage opened)
    {
        await Expect(Menu(opened)).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Drawer(opened)).Not.ToBeInViewportAsync();
    }

    private static ILocator Menu(OpenedPage opened) => opened.Page.Locator("[aria-controls=pages]");

    private static ILocator Drawer(OpenedPage opened) => opened.Page.Locator("#pages");

    private static ILocator Link(OpenedPage opened, string name) => Drawer(opened).GetByText(name, new() { Exact = true }).Locator("xpath=ancestor-or-self::a");

    private static async Task<double> WidthAsync(OpenedPage opened) =>
        await opened.Page.Locator(".page").EvaluateAsync<double>("page => page.getBoundingClientRect().width");
}
