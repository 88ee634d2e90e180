using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E;

/// <summary>The Connections page: every stream, live.</summary>
public sealed class ConnectionsPageTests(Browser browser)
{
    // With thousands of streams, too: most expectations have more time.
    private const float Soon = 5_000;

    [BrowserFact]
    public async Task Drop_BrowserStream_ReconnectsAndResumes()
    {
        await using var app = new RunningApp();
        await using var listener = await OpenedPage.OpenAsync(browser, app, "broadcast");
        await listener.Button("Listen").ClickAsync();
        await Expect(listener.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        await listener.Button("Publish").ClickAsync();
        await Expect(listener.Rows("event")).ToHaveCountAsync(1);
        await using var page = await OpenAsync(app);
        await Expect(page.Rows("stream")).ToContainTextAsync("/broadcast/news");

        await page.Button("Drop stream 1").ClickAsync();

        await Expect(page.Page.GetByText("Dropped stream #1 at ")).ToBeVisibleAsync();
        await Expect(page.Page.GetByTestId("ended")).ToHaveTextAsync("Dropped on request: 1");
        await Expect(listener.Rows("reconnecting")).ToHaveCountAsync(1);
        // An event published while it is disconnected is replayed when it reconnects, three seconds later.
        await listener.Button("Publish").ClickAsync();
        await Expect(listener.Rows("event")).ToHaveCountAsync(2);
        await Expect(page.Rows("stream")).ToContainTextAsync("#2");
        await Expect(page.Rows("stream")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task FiveThousandStreams_FilteredSortedAndDropped_RespondWithoutDelay()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        for (int i = 0; i < 5_000; i++)
            _ = ListenAsync(app, $"channel-{i % 10}", $"192.0.2.{i % 100}");

        await Expect(page.Page.GetByTestId("stream-count")).ToHaveTextAsync("5,000 streams");
        // The count is rendered shortly before the visible rows.
        await Expect(page.Rows("stream").First).ToBeVisibleAsync();
        Assert.InRange(await page.Rows("stream").CountAsync(), 1, 200);

        await page.Page.GetByRole(AriaRole.Searchbox).FillAsync("channel-7");
        await Expect(page.Page.GetByTestId("stream-count")).ToHaveTextAsync("500 of 5,000 streams", new() { Timeout = Soon });
        var address = page.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Address" });
        await address.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(address).ToHaveAttributeAsync("aria-sort", "ascending", new() { Timeout = Soon });
        await address.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Rows("stream").First).ToContainTextAsync("192.0.2.97", new() { Timeout = Soon });
        await page.Rows("stream").First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Page.GetByTestId("stream-count")).ToHaveTextAsync("499 of 4,999 streams", new() { Timeout = Soon });
        Assert.Equal(4_999, app.OpenStreams);
    }

    [BrowserFact]
    public async Task Page_EmptyAndInUse_HasNoAccessibilityViolationsAndFitsWidth()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        await Accessibility.AssertAsync(page.Page, "empty");

        for (int i = 0; i < 40; i++)
            _ = ListenAsync(app, "news", "192.0.2.1");
        await Expect(page.Page.GetByTestId("stream-count")).ToHaveTextAsync("40 streams");
        await page.Button("Drop stream 1").ClickAsync();
        await Expect(page.Page.GetByTestId("stream-count")).ToHaveTextAsync("39 streams");

        await Accessibility.AssertAsync(page.Page, "in use");
    }

    [BrowserFact]
    public async Task Page_OpenedUsedReloadedAndLeft_LogsNoErrorsOrWarnings()
    {
        await using var app = new RunningApp();
        await using (var page = await OpenAsync(app))
        {
            _ = ListenAsync(app, "news", "192.0.2.1");
            await Expect(page.Rows("stream")).ToHaveCountAsync(1);
            await page.Page.ReloadAsync();
            await page.Button("Drop stream 1").ClickAsync();
            await Expect(page.Page.GetByText("No stream is open.")).ToBeVisibleAsync();
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Broadcast" }).First.ClickAsync();
            await Expect(page.Button("Listen")).ToBeVisibleAsync();
            await page.Page.CloseAsync();
            Assert.Empty(page.Problems);
        }

        await app.DisposeAsync();
        Assert.Empty(app.Logs.Problems);
    }

    [BrowserFact]
    public async Task Update_EverySecond_KeepsFocusAndScroll()
    {
        await using var app = new RunningApp();
        for (int i = 0; i < 200; i++)
            _ = ListenAsync(app, "news", "192.0.2.1");
        await using var page = await OpenAsync(app);
        await Expect(page.Rows("stream").First).ToBeVisibleAsync();
        var drop = page.Button("Drop stream 40");
        var table = page.Page.Locator(".streams .mud-table-container");
        await table.EvaluateAsync("table => table.scrollTop = 1200");
        await drop.FocusAsync();
        // Makes the rows anew.
        await table.EvaluateAsync("table => table.scrollTop = 1530");
        await Expect(page.Button("Drop stream 50")).ToHaveCountAsync(1);
        await Expect(drop).ToBeFocusedAsync();
        double top = await table.EvaluateAsync<double>("table => table.scrollTop");

        string age = await AgeAsync();
        for (int update = 0; update < 2; update++)
        {
            await Expect(page.Rows("stream").Filter(new() { Has = drop }).GetByRole(AriaRole.Cell).Nth(4)).Not.ToHaveTextAsync(age);
            age = await AgeAsync();
        }

        await Expect(drop).ToBeFocusedAsync();
        Assert.Equal(top, await table.EvaluateAsync<double>("table => table.scrollTop"));

        Task<string> AgeAsync() => page.Rows("stream").Filter(new() { Has = drop }).GetByRole(AriaRole.Cell).Nth(4).InnerTextAsync();
    }

    [BrowserFact]
    public async Task DropAll_Asked_HasNoAccessibilityViolationsAndEscapeKeepsTheStreams()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        _ = ListenAsync(app, "news", "192.0.2.1");
        await Expect(page.Rows("stream")).ToHaveCountAsync(1);
        await page.Button("Drop all").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Drop 1 stream?");
        Assert.Empty(await Accessibility.FindAsync(page.Page));

        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal(1, app.OpenStreams);

        await page.Button("Drop all").ClickAsync();
        await page.Button("Drop 1 stream").ClickAsync();
        await Expect(page.Page.GetByText("Dropped 1 stream.")).ToBeVisibleAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the stream is dropped");
    }

    private Task<OpenedPage> OpenAsync(RunningApp app) => OpenedPage.OpenAsync(browser, app, "connections");

    /// <summary>A listener without a socket: the complete server side, with an address chosen by the test.</summary>
    private static Task ListenAsync(RunningApp app, string channel, string address)
    {
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Request.Path = $"/broadcast/{channel}";
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        var lease = app.Services.GetRequiredService<BroadcastChannels>().Open(channel)!;
        return EventStream.From(lease.Channel).ExecuteAsync(context);
    }
}
