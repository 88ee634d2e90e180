using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E;

/// <summary>Both ends of the document's stream side by side: the exchange, the wire, the latencies and the ledger.</summary>
public sealed class ExchangeTests(Browser browser, SharedApp shared)
{
    // Tall enough to show every step of the document's flow at once.
    internal static readonly BrowserNewContextOptions Tall = new() { ViewportSize = new() { Width = 1280, Height = 1400 } };

    [BrowserFact]
    public async Task ArrowAndRow_Selected_SelectEachOther()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, Tall);
        await demo.Connect.ClickAsync();
        await Expect(Frames(demo, "Dispatched").Nth(3)).ToBeAttachedAsync();

        await Frames(demo).First.ClickAsync();
        await Expect(demo.Events.First).ToHaveAttributeAsync("aria-current", "true");

        await demo.Events.Nth(3).ClickAsync();
        await Expect(Frames(demo).Nth(3)).ToHaveAttributeAsync("aria-current", "true");
        await Expect(Frames(demo).First).Not.ToHaveAttributeAsync("aria-current", "true");

        // From the last frame, past the second to the first event.
        var steps = demo.Page.GetByRole(AriaRole.Listbox, new() { Name = "Steps of the exchange" });
        await Frames(demo).Nth(3).ClickAsync();
        await steps.PressAsync("ArrowUp");
        await steps.PressAsync("ArrowUp");
        await steps.PressAsync("Enter");
        await Expect(demo.Events.Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        await Expect(steps).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Heartbeat_Received_IsArrowButNotEvent()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, Tall);
        await Choice.SelectAsync(demo.Page, "Heartbeat", "0.5 s");
        await demo.Connect.ClickAsync();

        await Expect(Frames(demo, "Comment").First).ToContainTextAsync("heartbeat");
        await Expect(Frames(demo, "Comment").First).ToContainTextAsync("comment, no event");
        // The message two seconds later is the fifth event: the comments before it do not count.
        await demo.HasEventsAsync(5);
        await demo.Close.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");
        Assert.Equal(["init", "message", "message", "error", "message"], (await demo.ReadRowsAsync()).Take(5).Select(row => row[1]));
    }

    [BrowserFact]
    public async Task TypeWithoutListener_Received_IsArrowWithVerdict()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, Tall);
        await demo.Page.GetByLabel("Listen for").FillAsync("init, final");
        await demo.Connect.ClickAsync();

        await Expect(Frames(demo, "NobodyListens")).ToHaveCountAsync(1);
        await Expect(Frames(demo, "NobodyListens")).ToContainTextAsync("error");
        await Expect(Frames(demo, "NobodyListens")).ToContainTextAsync("no listener");
        await demo.IsInStateAsync("CLOSED 2");
        await Expect(demo.Events).ToHaveCountAsync(7);
    }

    [BrowserFact]
    public async Task Connection_Dropped_IsInLedger()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app, Tall);
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);
        var streams = app.Services.GetRequiredService<ConnectionRegistry>();
        Assert.True(streams.Drop(Assert.Single(streams.Snapshot()).Id));

        await OpenAsync(demo, "Connections");
        var second = demo.Page.GetByTestId("ledger-row").Nth(1);
        await Expect(second).ToContainTextAsync("server: dropped on request");
        await Expect(second.GetByRole(AriaRole.Cell).Nth(3)).Not.ToHaveTextAsync("unknown");
        string[] cells = [.. await second.GetByRole(AriaRole.Cell).AllInnerTextsAsync()];
        Assert.InRange(Milliseconds(cells[2]), 2_500, 60_000);
        // The id of the last event before the drop; how many there were depends on the machine's speed.
        var first = demo.Page.GetByTestId("ledger-row").First;
        int events = int.Parse(await first.GetByRole(AriaRole.Cell).Nth(4).InnerTextAsync(), CultureInfo.InvariantCulture);
        Assert.Equal((await demo.ReadRowsAsync())[events - 1][0], cells[3]);
    }

    [BrowserFact]
    public async Task Wire_Line_IsExplainedByClickAndByArrowKeys()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared, Tall);
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(4);
        await OpenAsync(demo, "Wire");

        var line = demo.Page.GetByTestId("wire-line").Filter(new() { HasText = "event: init␊" });
        await line.ClickAsync();
        await Expect(demo.Page.GetByTestId("row-note")).ToContainTextAsync("Only listeners for exactly init receive the event");

        var lines = demo.Page.GetByRole(AriaRole.Listbox, new() { Name = "Bytes on the wire" });
        await lines.PressAsync("ArrowUp");
        await Expect(demo.Page.GetByTestId("row-note")).ToContainTextAsync("id: the last event ID");
        await lines.PressAsync("Tab");
        await Expect(demo.Page.GetByTestId("row-note")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Views_EmptyAndInUse_HaveNoAccessibilityViolationsAndFitWidth()
    {
        await using var demo = await DemoPage.OpenAsync(browser, shared);
        await demo.Page.GetByLabel("Listen for").FillAsync("init, final");
        await AssertAllAsync("empty");
        await demo.Connect.ClickAsync();
        await demo.HasEventsAsync(3);
        await AssertAllAsync("in use");

        async Task AssertAllAsync(string state)
        {
            foreach (string view in new[] { "Exchange", "Wire", "Latency", "Connections" })
            {
                await OpenAsync(demo, view);
                await Accessibility.AssertAsync(demo.Page, $"{view}, {state}");
            }
        }
    }

    internal static async Task OpenAsync(DemoPage demo, string view)
    {
        var tab = demo.Page.GetByRole(AriaRole.Tab, new() { Name = view, Exact = true });
        // A tab may be scrolled out of view in a narrow bar.
        await tab.DispatchEventAsync("click");
        await Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
    }

    internal static ILocator Frames(DemoPage demo, string? verdict = null) =>
        demo.Page.Locator("[data-testid=exchange-frame]" + (verdict is null ? "" : $"[data-verdict={verdict}]"));

    internal static double Milliseconds(string duration)
    {
        string[] parts = duration.TrimStart('≤', ' ').Split(' ');
        return double.Parse(parts[0], CultureInfo.InvariantCulture) * (parts[1] == "s" ? 1_000 : 1);
    }
}
