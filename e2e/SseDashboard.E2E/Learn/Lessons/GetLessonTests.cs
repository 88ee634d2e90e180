using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on GET.</summary>
public sealed class GetLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Eight written, five heard";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "get");
        await BetAsync(page, "The second event", "No id: an empty string");
        await BetAsync(page, "The third event", "The id of the event before it");
        long before = Opened(app);
        await page.Button("Run").ClickAsync();
        // Another client's response has the same length: ids are times, all of 13 digits.
        using var http = new HttpClient();
        byte[] response = await http.GetByteArrayAsync(new Uri($"{app.Url}sse"), TestContext.Current.CancellationToken);

        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("The page closed the stream on final", RunEnds);

        Assert.Equal(2, Opened(app) - before);
        await Expect(Fact(page, "On the first connection").GetByTestId("server")).ToHaveTextAsync($"wrote 8 events, {response.Length} bytes");
        await Expect(Fact(page, "On the first connection").GetByTestId("browser")).ToHaveTextAsync("dispatched 8 events");
        await Expect(page.Page.GetByTestId("event-row").First).ToBeAttachedAsync();
        string first = await page.Page.GetByTestId("event-row").First.GetByRole(AriaRole.Cell).First.InnerTextAsync();
        await Expect(Fact(page, "The second event").GetByTestId("browser")).ToHaveTextAsync($"lastEventId {first}, type message");
        await AssertBetAsync(Fact(page, "The second event"), "No id: an empty string", "The id of the event before it");
        await AssertBetAsync(Fact(page, "The third event"), "The id of the event before it");

        // All types are listened for: this attempt is wrong.
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToHaveTextAsync("Not yet. The host wrote 8 events, and your page heard 8.");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");

        foreach (string type in (string[])["init", "error", "final"])
            await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = type }).UncheckAsync();
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("the browser reconnects by itself", RunEnds);
        await page.Button("Close").ClickAsync();
        await page.Button("Check my run").ClickAsync();

        await Expect(Result(page, Title)).ToHaveTextAsync("Solved. The host wrote 8 events, and your page heard 5; no listener was registered for init, error, final.");
        await EndAsync(app, page);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Curl_AsCopied_PrintsTheDocumentsStream()
    {
        string printed = await RunCurlAsync("get");

        Assert.Equal(8, DataLines(printed));
        Assert.EndsWith("event: final\ndata: Final event\n\n", printed, StringComparison.Ordinal);
    }
}
