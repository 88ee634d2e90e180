using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on what stands between server and browser.</summary>
public sealed class BetweenLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "All the way through";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "between");
        await BetAsync(page, "A proxy buffers", "Together with the last one");
        await BetAsync(page, "A page of another origin", "Nothing: the browser does not send the request");
        await BetAsync(page, "With credentials", "No stream at all");
        await Expect(page.Page.GetByText("Your bet is placed")).ToBeVisibleAsync();
        // A machine that stalls for longer than a stream takes gets its events together, whatever is between.
        await FillAsync(page, "Seconds of the stream", "2");
        long before = Opened(app);
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("attempt")).ToHaveCountAsync(BetweenFacts.Cases.Count, new() { Timeout = 60_000 });

        Assert.Equal(BetweenFacts.Cases.Count, Opened(app) - before);
        string[] verdicts = ["✗ held back", "✓ live", "✗ held back", "✓ live", "✗ not readable", "✓ live", "✗ not readable", "✓ live"];
        for (int i = 0; i < verdicts.Length; i++)
            await Expect(page.Page.GetByTestId("attempt").Nth(i).GetByRole(AriaRole.Cell).Last).ToHaveTextAsync(verdicts[i]);
        await Expect(Fact(page, "A proxy that buffers").GetByTestId("server")).ToContainTextAsync("wrote 20 events over");
        await AssertBetAsync(Fact(page, "A proxy that buffers"), "Together with the last one");
        await Expect(Fact(page, "without CORS headers").GetByTestId("server")).ToContainTextAsync("got 1 request without a cookie, answered 200");
        await AssertBetAsync(Fact(page, "without CORS headers"), "Nothing: the browser does not send the request", "An ordinary request, answered with 200");
        await AssertBetAsync(Fact(page, "With credentials, and"), "No stream at all");
        await Expect(Fact(page, "With credentials, the page's origin").GetByTestId("server")).ToContainTextAsync("got 1 request with a cookie, answered 200, wrote 20 events");
        await Accessibility.AssertAsync(page.Page, "after the run");

        await TryAsync(page, "X-Accel-Buffering", "page's origin", "Allow-Credentials", "withCredentials");
        await Expect(Result(page, Title)).ToContainTextAsync("Not yet. The host wrote 20 events", new() { Timeout = RunEnds.Timeout });
        await TryAsync(page, "flushes its compressor");
        await Expect(Result(page, Title)).ToContainTextAsync("Solved. The host wrote 20 events", new() { Timeout = RunEnds.Timeout });
        await Expect(Result(page, Title)).ToContainTextAsync("and got the cookie. Your page got 20 over");
        await EndAsync(app, page);
        // Chromium reports what CORS refuses; nothing else may be in the console.
        Assert.All(page.Problems, problem => Assert.Matches("CORS policy|ERR_FAILED", problem));
    }

    [BrowserFact]
    public async Task Curl_AsCopied_ShowsTheHeadersOfTheHop()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "between");

        string printed = await RunCurlAsync(page);

        Assert.Equal(2, printed.Split("event: done").Length - 1);
        Assert.Contains($"Access-Control-Allow-Origin: {app.Url.TrimEnd('/')}", printed, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Credentials: true", printed, StringComparison.Ordinal);
    }

    private static async Task TryAsync(OpenedPage page, params string[] remedies)
    {
        foreach (string remedy in remedies)
            await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = remedy }).CheckAsync();
        await page.Button("Try it").ClickAsync();
    }
}
