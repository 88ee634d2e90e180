using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on reconnecting.</summary>
public sealed class ReconnectLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Lose it twice, miss nothing";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "reconnect");
        await BetAsync(page, "The page has heard ticks", "n");
        await page.Page.GetByLabel("Number of ticks").FillAsync("0");
        await BetAsync(page, "The host answers the reconnect with 500", "It gives up");

        // Three ticks are kept, and eight come in 2 s.
        await page.Button("Run").ClickAsync();
        await LoseAsync(page, app, 1);
        await AssertBetAsync(Fact(page, "The browser waited"), "n");
        string last = await page.Page.GetByTestId("request").Nth(1).GetByRole(AriaRole.Cell).Nth(1).InnerTextAsync();
        await Expect(Fact(page, "The browser waited").GetByTestId("server")).ToHaveTextAsync($"wrote tick {last} last, then received Last-Event-ID {last}");
        await Expect(Fact(page, "While the page was away")).ToContainTextAsync("A gap event announced");
        await LoseAsync(page, app, 2);
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("the history was too short");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");
        await page.Button("Close").ClickAsync();

        await Choice.SelectAsync(page.Page, "History", "20 ticks");
        await Choice.SelectAsync(page.Page, "Reconnection time", "500 ms");
        await page.Button("Run").ClickAsync();
        await LoseAsync(page, app, 1);
        await LoseAsync(page, app, 2);
        await Expect(Fact(page, "While the page was away")).ToContainTextAsync("the page missed none.");
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Solved. The host saw your page lose 2 connections and come back");

        // Another status than 200 ends it.
        await Choice.SelectAsync(page.Page, "Answer to the next request", "500 Internal Server Error");
        await page.Button("Lose the connection").ClickAsync();
        await Expect(Fact(page, "The host answered 500").GetByTestId("server")).ToHaveTextAsync("received 4 requests, the last of them answered 500");
        await AssertBetAsync(Fact(page, "The host answered 500"), "It gives up");
        await Expect(page.Button("Run")).ToBeEnabledAsync();
        // The bet on the lost ticks names other settings than this run had.
        await Expect(page.Page.GetByTestId("unanswered")).ToContainTextAsync("choose a history of 3 ticks and a reconnection time of 2.0 s");
        await EndAsync(app, page);
        Assert.All(page.Problems, problem => Assert.Contains("500", problem, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Stream_Answered204_IsOverAndStaysSo()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "reconnect");
        await Choice.SelectAsync(page.Page, "Reconnection time", "500 ms");
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("event-row").First).ToBeAttachedAsync();
        await Choice.SelectAsync(page.Page, "Answer to the next request", "204 No Content");
        await page.Button("Lose the connection").ClickAsync();

        await Expect(Fact(page, "The host answered 204 No Content").GetByTestId("server")).ToHaveTextAsync("received 2 requests, the last of them answered 204");
        await Expect(page.Button("Run")).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task Curl_AsCopied_ResumesAfterTheFirstTick()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "reconnect");
        await Choice.SelectAsync(page.Page, "History", "200 ticks");
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("event-row").Nth(1)).ToBeAttachedAsync();

        string printed = await RunCurlAsync(page);

        Assert.StartsWith("retry: 2000\n\nid: 2\nevent: tick\n", printed, StringComparison.Ordinal);
    }

    // Loses the connection once a tick has come over it, and waits for the first tick after the reconnect.
    private static async Task LoseAsync(OpenedPage page, RunningApp app, int time)
    {
        var requests = page.Page.GetByTestId("request");
        await Expect(requests).ToHaveCountAsync(time);
        await Expect(requests.Nth(time - 1).GetByRole(AriaRole.Cell).Nth(3)).Not.ToHaveTextAsync("none");
        long before = app.Services.GetRequiredService<ConnectionRegistry>().Totals.Ended[StreamEnd.Dropped];
        await page.Button("Lose the connection").ClickAsync();
        await Expect(requests.Nth(time).GetByRole(AriaRole.Cell).Nth(3)).Not.ToHaveTextAsync("none");
        Assert.Equal(before + 1, app.Services.GetRequiredService<ConnectionRegistry>().Totals.Ended[StreamEnd.Dropped]);
    }
}
