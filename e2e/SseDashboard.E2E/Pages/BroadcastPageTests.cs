using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E;

/// <summary>The Broadcast page: publish, listen, miss, resume.</summary>
public sealed class BroadcastPageTests(Browser browser)
{
    [BrowserFact]
    public async Task Publish_WithEnter_ReachesBothPages()
    {
        await using var app = new RunningApp();
        await using var here = await OpenAsync(app);
        await using var there = await OpenAsync(app);
        await ListenAsync(here);
        await ListenAsync(there);

        await here.Field("Type").FillAsync("alert");
        await here.Field("Data").FillAsync("the first one");
        await here.Field("Data").PressAsync("Enter");

        await Expect(here.Rows("event")).ToHaveCountAsync(1);
        await Expect(there.Rows("event")).ToContainTextAsync("the first one");
        await Expect(there.Rows("event")).ToContainTextAsync("alert");
        string id = (await there.Rows("event").GetByRole(AriaRole.Cell).First.InnerTextAsync()).Trim();
        await Expect(here.Page.GetByTestId("publish-outcome")).ToHaveTextAsync($"Published with id {id} to 2 listeners.");
        await Expect(here.Rows("listener")).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task Publish_OverHttp_ReachesPage()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        await ListenAsync(page);

        using var client = new HttpClient();
        var answer = await client.PostAsJsonAsync(
            $"{app.Url}broadcast/news", new { type = "alert", data = "from elsewhere" }, TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        await Expect(page.Rows("event")).ToContainTextAsync("from elsewhere");
    }

    [BrowserTheory]
    [InlineData("\u0001")]
    [InlineData("é")]
    [InlineData("x")]
    // Two UTF-16 units each: the preview must not end between them.
    [InlineData("😀")]
    [InlineData("x😀")]
    public async Task Event_TooLargeToSend_IsShownAsPreviewAndNextArrives(string filling)
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        await ListenAsync(page);

        using var client = new HttpClient();
        string large = string.Concat(Enumerable.Repeat(filling, 8_000))[..8_000];
        foreach (string data in new[] { large, "and then" })
        {
            // A control character takes six bytes in JSON, so this exceeds a circuit's message limit.
            var answer = await client.PostAsJsonAsync($"{app.Url}broadcast/news", new { data }, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        await Expect(page.Rows("event")).ToHaveCountAsync(2);
        await Expect(page.Rows("event").First).ToContainTextAsync("8,000 characters");
        await Expect(page.Rows("event").Last).ToContainTextAsync("and then");
    }

    [BrowserFact]
    public async Task Burst_WhileListening_ArrivesInFullAndInOrder()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        await ListenAsync(page);

        await page.Button("Publish a burst").ClickAsync();

        // The 1,000 events, plus the rows for connecting and for the open stream.
        await Expect(page.Page.GetByText("1,002 rows")).ToBeVisibleAsync();
        await Expect(page.Rows("event").Last).ToContainTextAsync("hello 1000/1000");
        await Expect(page.Page.GetByTestId("gap-notice")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Resume_BeyondHistory_ShowsGap()
    {
        await using var app = new RunningApp(("Streams:MaxHistoryEvents", "500"));
        await using var page = await OpenAsync(app);
        await ListenAsync(page);
        await page.Button("Publish").ClickAsync();
        await Expect(page.Rows("event")).ToHaveCountAsync(1);
        await page.Button("Stop").ClickAsync();
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("CLOSED 2");

        await page.Field("Events in a burst").FillAsync("504");
        await page.Field("Events in a burst").PressAsync("Tab");
        await page.Button("Publish a burst").ClickAsync();
        await Expect(page.Page.GetByTestId("publish-outcome")).ToContainTextAsync("Published 504 events");
        await page.Button("Resume").ClickAsync();

        await Expect(page.Page.GetByTestId("gap-notice")).ToContainTextAsync("Missed 4 events");
        await Expect(page.Rows("event").Last).ToContainTextAsync("hello 504/504");

        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Connections", Exact = true }).ClickAsync();
        await AssertLastConnectionAsync(page, "browser: close(): with the page's button", "500", "4 events missed");
    }

    [BrowserFact]
    public async Task Listener_Dropped_GetsReplayAndLedgerShowsIt()
    {
        // Long enough to publish meanwhile, even on a machine that stalls.
        await using var app = new RunningApp(("Streams:ReconnectionInterval", "00:00:06"));
        await using var page = await OpenAsync(app);
        await ListenAsync(page);
        await page.Button("Publish").ClickAsync();
        await Expect(page.Rows("event")).ToHaveCountAsync(1);

        var streams = app.Services.GetRequiredService<ConnectionRegistry>();
        Assert.True(streams.Drop(Assert.Single(streams.Snapshot()).Id));
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("CONNECTING 0");
        using var client = new HttpClient();
        for (int i = 0; i < 3; i++)
        {
            var answer = await client.PostAsJsonAsync($"{app.Url}broadcast/news", new { data = "from elsewhere" }, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        await Expect(page.Rows("event")).ToHaveCountAsync(4);

        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Connections", Exact = true }).ClickAsync();
        await AssertLastConnectionAsync(page, "server: dropped on request", "3", "no gap");
    }

    private static async Task AssertLastConnectionAsync(OpenedPage page, string end, string replayed, string gap)
    {
        var cells = page.Page.GetByTestId("ledger-row").Last.GetByRole(AriaRole.Cell);
        await Expect(cells.Nth(1)).ToHaveTextAsync(end);
        await Expect(cells.Nth(5)).ToHaveTextAsync(replayed);
        await Expect(cells.Nth(6)).ToHaveTextAsync(gap);
    }

    [BrowserFact]
    public async Task Page_EmptyAndInUse_HasNoAccessibilityViolationsAndFitsWidth()
    {
        await using var app = new RunningApp(("Streams:MaxHistoryEvents", "100"));
        await using var page = await OpenAsync(app);
        await Accessibility.AssertAsync(page.Page, "empty");

        await ListenAsync(page);
        await page.Button("Publish").ClickAsync();
        await Expect(page.Rows("event")).ToHaveCountAsync(1);
        await page.Button("Stop").ClickAsync();
        await page.Button("Publish a burst").ClickAsync();
        await Expect(page.Page.GetByTestId("publish-outcome")).ToContainTextAsync("Published 1,000 events");
        await page.Button("Resume").ClickAsync();
        await Expect(page.Page.GetByTestId("gap-notice")).ToBeVisibleAsync();
        await Expect(page.Rows("listener")).ToHaveCountAsync(1);
        await page.Field("Type").FillAsync("unheard");
        await Expect(page.Page.GetByText("does not listen for the type")).ToBeVisibleAsync();

        await Accessibility.AssertAsync(page.Page, "in use");
    }

    [BrowserFact]
    public async Task Page_OpenedUsedAndLeft_ClosesStreamAndLogsNoErrorsOrWarnings()
    {
        await using var app = new RunningApp();
        await using (var page = await OpenAsync(app))
        {
            await ListenAsync(page);
            await page.Button("Publish").ClickAsync();
            await Expect(page.Rows("event")).ToHaveCountAsync(1);
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Demo" }).ClickAsync();
            await Expect(page.Button("Connect")).ToBeVisibleAsync();
            await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
            await page.Page.CloseAsync();
            Assert.Empty(page.Problems);
        }

        await app.DisposeAsync();
        Assert.Empty(app.Logs.Problems);
    }

    private Task<OpenedPage> OpenAsync(RunningApp app) => OpenedPage.OpenAsync(browser, app, "broadcast");

    private static async Task ListenAsync(OpenedPage page)
    {
        await page.Button("Listen").ClickAsync();
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
    }
}
