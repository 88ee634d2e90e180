using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on broadcasts and storms.</summary>
public sealed class ManyLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Calm the storm";
    private const int Clients = 200;

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "many");
        await page.Page.GetByLabel("Number of events").FillAsync("5");
        await BetAsync(page, "All clients lose their stream", "More than half");
        await Expect(page.Page.GetByText("Your bet is placed")).ToBeVisibleAsync();
        await FillAsync(page, "Clients", $"{Clients}");
        var before = Totals(app);
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("No client missed an event", RunEnds);

        // Each client connects once, and comes back twice; the page is one more.
        Assert.Equal((3 * Clients) + 1, Totals(app).Opened - before.Opened);
        Assert.Equal(2 * Clients, Totals(app).Ended[StreamEnd.Dropped] - before.Ended[StreamEnd.Dropped]);
        await Expect(Fact(page, "published before it joined, the page got 3").GetByTestId("server")).ToContainTextAsync("had 3 events for it, after Last-Event-ID");
        await AssertBetAsync(Fact(page, "published before it joined, the page got 3"), "5 events", "3 events");
        await Expect(Fact(page, "The host published 3 events once").GetByTestId("server")).ToHaveTextAsync($"published to {Clients + 1} listeners");
        await Expect(Fact(page, "The host published 3 events once").GetByTestId("browser")).ToHaveTextAsync("this page dispatched 3 events");
        foreach (string wave in (string[])["Without jitter, the busiest", "With up to 2 s of jitter, the busiest"])
            await Expect(Fact(page, wave).GetByTestId("server")).ToContainTextAsync($"ended {Clients} streams, and saw {Clients} requests");
        await Expect(Fact(page, "No client missed an event").GetByTestId("browser")).ToHaveTextAsync($"the clients have {7 * Clients:N0} events of {7 * Clients:N0}");
        await Expect(page.Page.GetByTestId("wave")).ToHaveCountAsync(2);
        await Expect(page.Page.GetByTestId("closed-row")).ToContainTextAsync("at the end of the run");
        await Accessibility.AssertAsync(page.Page, "after the run");

        await TryAsync(page, delay: 300, jitter: 0);
        await Expect(Result(page, Title)).ToContainTextAsync($"Not yet. The host saw {Clients} clients come back", new() { Timeout = RunEnds.Timeout });
        await TryAsync(page, delay: 300, jitter: 5_000);
        await Expect(Result(page, Title)).ToContainTextAsync($"Solved. The host saw {Clients} clients come back", new() { Timeout = RunEnds.Timeout });
        await EndAsync(app, page);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Page_ThatJoinsWithAForeignId_GetsTheGapEvent()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "many");
        await FillAsync(page, "Clients", "10");
        await page.Page.GetByLabel("This page joins").ClickAsync();
        await page.Page.GetByText("with an id from before a restart").ClickAsync();
        await page.Button("Run").ClickAsync();

        await Expect(Fact(page, "The host did not know the id")).ToContainTextAsync("the page got 5", RunEnds);
        await Expect(Fact(page, "The host did not know the id").GetByTestId("browser")).ToContainTextAsync("5 events after a gap: {\"missed\":null");
    }

    [BrowserFact]
    public async Task Page_LeftDuringTheStorm_EndsIt()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "many");
        await page.Button("Run").ClickAsync();
        await Wait.UntilAsync(() => app.OpenStreams > 50, "the storm has begun");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Learn", Exact = true }).First.ClickAsync();

        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Curl_AsCopied_BeginsWithTheGap()
    {
        string printed = await RunCurlAsync("many");

        Assert.Contains("event: gap\n", printed, StringComparison.Ordinal);
        Assert.Contains("data: published before\n", printed, StringComparison.Ordinal);
    }

    private static ConnectionTotals Totals(RunningApp app) => app.Services.GetRequiredService<ConnectionRegistry>().Totals;

    private static async Task TryAsync(OpenedPage page, int delay, int jitter)
    {
        await FillAsync(page, "Each waits (ms)", $"{delay}");
        await FillAsync(page, "and up to (ms) more", $"{jitter}");
        await page.Button("Start the storm").ClickAsync();
    }
}
