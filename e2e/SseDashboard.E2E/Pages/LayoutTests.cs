using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>What must be in view on an ordinary screen, and nothing be cut off on a narrow one.</summary>
public sealed class LayoutTests(Browser browser, SharedApp shared)
{
    private static readonly LocatorAssertionsToBeInViewportOptions Whole = new() { Ratio = 1 };

    [BrowserTheory]
    [InlineData(1280, 900)]
    [InlineData(1920, 1080)]
    public async Task Demo_OnOneScreen_HasIntroductionButtonAndFirstRows(int width, int height)
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, new() { ViewportSize = new() { Width = width, Height = height } });
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);

        await Expect(demo.Page.Locator(".intro")).ToBeInViewportAsync(Whole);
        await Expect(demo.Connect).ToBeInViewportAsync(Whole);
        await Expect(demo.Events.Nth(3)).ToBeInViewportAsync(Whole);
        await Expect(demo.Page.GetByTestId("exchange-frame").Nth(3)).ToBeInViewportAsync(Whole);
        // The rest of the rows scrolls within the log.
        await demo.IsInStateAsync("CLOSED 2");
        double beyond = await demo.Page.Locator(".mud-main-content").EvaluateAsync<double>("page => page.scrollHeight - page.clientHeight");
        Assert.True(beyond <= 0, $"The page is {beyond} px higher than the window.");
    }

    [BrowserTheory]
    [InlineData("load?burst=2000&size=100", "Start", "CLOSED 2")]
    [InlineData("broadcast", "Listen", "OPEN 1")]
    public async Task Log_OfManyRows_DoesNotMakeThePageHigher(string path, string start, string state)
    {
        await using var app = new RunningApp();
        await using var opened = await OpenedPage.OpenAsync(browser, app, path);
        double before = await HeightAsync();
        await opened.Button(start).ClickAsync();
        if (path == "broadcast")
            await opened.Button("Publish a burst").ClickAsync();
        await Expect(opened.Page.GetByTestId("ready-state")).ToHaveTextAsync(state);
        await Expect(opened.Rows("event").Nth(10)).ToBeAttachedAsync();

        Assert.InRange(await HeightAsync(), 0, before + 60);

        Task<double> HeightAsync() => opened.Page.Locator(".page").EvaluateAsync<double>("page => page.getBoundingClientRect().height");
    }

    [BrowserFact]
    public async Task Demo_Narrow_FoldsItsSettings()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await Expect(demo.CloseOnFinal).ToBeHiddenAsync();
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);
        await Expect(demo.Page.GetByRole(AriaRole.Grid)).ToBeInViewportAsync(new() { Ratio = 0.5f });

        var settings = demo.Page.GetByRole(AriaRole.Button, new() { Name = "Settings" });
        await settings.ClickAsync();
        await Expect(settings).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(demo.CloseOnFinal).ToBeVisibleAsync();
        await Accessibility.AssertAsync(demo.Page, "settings unfolded");
    }

    [BrowserTheory]
    [InlineData("", 390)]
    [InlineData("", 640)]
    [InlineData("broadcast", 390)]
    [InlineData("load", 390)]
    public async Task Panels_InOneColumn_DoNotOverlap(string path, int width)
    {
        await using var opened = await OpenedPage.OpenAsync(browser, shared, path, width);
        await Expect(opened.Page.Locator(".views")).ToBeVisibleAsync();

        var overlaps = await opened.Page.EvaluateAsync<string[]>("""
            () => {
              const boxes = [...document.querySelectorAll(".page > *, .split > * > *")].filter(found => !found.matches(".split") && found.checkVisibility())
                .map(found => ({ name: found.className, box: found.getBoundingClientRect() })).filter(found => found.box.height > 0)
                .sort((a, b) => a.box.top - b.box.top);
              if (boxes.length < 2) return ["no panels were found"];
              return boxes.slice(1).filter((found, i) => found.box.top < boxes[i].box.bottom - 1).map(found => found.name);
            }
            """);

        Assert.Empty(overlaps);
    }

    [BrowserFact]
    public async Task Log_OnALaptop_ShowsTheDataOfTheDocumentsEventsWhole()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await demo.Connect.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");

        await Expect(demo.Page.Locator(".log .text", new() { HasText = "Default event type message" }).First).ToBeVisibleAsync();

        var cut = await demo.Page.Locator(".log .text").EvaluateAllAsync<string[]>(
            "texts => texts.filter(text => text.scrollWidth > text.clientWidth).map(text => text.textContent)");

        Assert.Empty(cut);
    }

    [BrowserTheory]
    [InlineData("connections", "streams", 1280)]
    [InlineData("connections", "streams", 640)]
    [InlineData("connections", "streams", 390)]
    [InlineData("broadcast", "listeners", 1280)]
    [InlineData("broadcast", "listeners", 390)]
    public async Task Grid_WithRows_IsNotWiderThanItsPanel(string path, string grid, int width)
    {
        await using var app = new RunningApp();
        await using var listener = await OpenedPage.OpenAsync(browser, app, "broadcast");
        await listener.Button("Listen").ClickAsync();
        await Expect(listener.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        await listener.Button("Publish").ClickAsync();
        await using var opened = await OpenedPage.OpenAsync(browser, app, path, width);
        await Expect(opened.Page.Locator($".{grid} tbody tr[class*=-row]").First).ToBeVisibleAsync();

        int beyond = await opened.Page.Locator($".{grid} .mud-table-container").EvaluateAsync<int>("table => table.scrollWidth - table.clientWidth");

        Assert.True(beyond <= 0, $"The grid is {beyond} px wider than its panel.");
        // Each title is a button that says what it sorts by.
        var names = await opened.Page.Locator($".{grid}").GetByRole(AriaRole.Columnheader).GetByRole(AriaRole.Button).AllInnerTextsAsync();
        Assert.Contains("Events", names);
        Assert.Equal(names.Distinct(), names);
        await opened.Button("Events").ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Events" })).ToHaveAttributeAsync("aria-sort", "descending");
    }
}
