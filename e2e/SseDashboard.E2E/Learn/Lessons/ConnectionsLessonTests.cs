using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on the limits of connections.</summary>
public sealed class ConnectionsLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Get the seventh through";
    private const string Shared = "EventSources for seven widgets";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "connections");
        await page.Page.GetByLabel("Number of requests").FillAsync("7");
        await BetAsync(page, "What will the page hear", "Nothing at all");
        await BetAsync(page, "what will become of the POST", "It is answered at once: it is not a stream");
        await Expect(page.Page.GetByText("Your bet is placed")).ToBeVisibleAsync();
        long before = Opened(app);
        await page.Button("Run").ClickAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 6, "six streams are open");
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("This page was loaded over HTTP/1.1", RunEnds);
        Assert.Equal(7, Opened(app) - before);
        await Expect(Fact(page, "6 opened at once").GetByTestId("server")).ToContainTextAsync("saw 6 requests for a stream");
        await Expect(Fact(page, "1 stream waited").GetByTestId("server")).ToContainTextAsync("saw the next request");
        await Expect(Fact(page, "1 stream waited").GetByTestId("browser")).ToContainTextAsync("CONNECTING 0, no event; the page closed a stream after");
        await AssertBetAsync(Fact(page, "1 stream waited"), "Nothing at all");
        await AssertBetAsync(Fact(page, "The ordinary POST waited as well, and was answered"), "It is answered at once: it is not a stream", "It waits, like a stream");
        await AssertBetAsync(Fact(page, "Of 8 requests, 6 reached the server"), "7 requests", "6 requests");
        await Accessibility.AssertAsync(page.Page, "after the run");

        await TryAsync(page, 7);
        await Expect(Result(page, Title)).ToContainTextAsync("Not yet. The host saw 6 streams, and never saw the request", new() { Timeout = RunEnds.Timeout });
        await TryAsync(page, 1);
        await Expect(Result(page, Title)).ToHaveTextAsync("Solved. The host saw 1 stream, and wrote the event to 1; 7 of your 7 widgets got it.", new() { Timeout = RunEnds.Timeout });
        await Expect(Puzzle(page, Title).GetByTestId("score")).ToHaveTextAsync("Par is 1 connection. Your best is 1 connection.");
        await EndAsync(app, page);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Experiment_MoreStreamsThanPlaces_SaysHowManyTheHostRefused()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "connections");
        await BetAsync(page, "What will the page hear", "An error event");
        await FillAsync(page, "Streams to open", "5");
        await FillAsync(page, "Places on the server", "3");
        await page.Button("Run").ClickAsync();

        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("It refused 2 streams", RunEnds);
        await Expect(Fact(page, "It refused 2 streams").GetByTestId("server")).ToHaveTextAsync("answered 503 to 2 requests");
        await Expect(Fact(page, "It refused 2 streams").GetByTestId("browser")).ToContainTextAsync("A fetch of the same address got 503 and Retry-After: 5");
        await Expect(Fact(page, "The ordinary POST was answered")).ToContainTextAsync("a connection was left for it");
        // The bet is about the browser's limit.
        await Expect(page.Page.GetByTestId("unanswered")).ToContainTextAsync("Open 7 streams");
    }

    [BrowserFact]
    public async Task Page_LeftDuringTheRun_ClosesItsStreams()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "connections");
        await page.Button("Run").ClickAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 6, "six streams are open");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Learn", Exact = true }).First.ClickAsync();

        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Curl_AsCopied_IsRefusedTheSecondTime()
    {
        string printed = await RunCurlAsync("connections");

        Assert.Contains("HTTP/1.1 503 Service Unavailable", printed, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 5", printed, StringComparison.Ordinal);
    }

    private static async Task TryAsync(OpenedPage page, int sources)
    {
        await FillAsync(page, Shared, $"{sources}");
        await page.Button("Open, publish and check").ClickAsync();
    }
}
