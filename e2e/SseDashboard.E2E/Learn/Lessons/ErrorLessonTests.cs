using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on <c>error</c>.</summary>
public sealed class ErrorLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Whose error is it?";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "error");
        await page.Page.GetByLabel("Number of calls").FillAsync("5");
        await BetAsync(page, "What will it print", "The reason for the end");
        await BetAsync(page, "Which readyState", "OPEN 1");
        await Expect(page.Page.GetByText("Your bet is placed")).ToBeVisibleAsync();
        await FillAsync(page, "Reconnect after (ms)", "100");
        await page.Button("Run").ClickAsync();

        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("EventSource sent no request after the refusal", RunEnds);
        await Expect(Fact(page, "of the type error").GetByTestId("server")).ToHaveTextAsync("wrote data “The disk is almost full”, “”");
        await Expect(Fact(page, "of the type error").GetByTestId("browser")).ToHaveTextAsync("dispatched 2 MessageEvents, readyState OPEN 1");
        await AssertBetAsync(Fact(page, "of the type error"), "OPEN 1");
        await Expect(Fact(page, "The browser itself fired error 3 times").GetByTestId("server")).ToHaveTextAsync("producer finished; producer failed; request refused");
        await Expect(Fact(page, "The browser itself fired error 3 times")).ToContainTextAsync("this dashboard sent the request once more, with fetch, and got 410.");
        await Expect(Fact(page, "The browser itself fired error 3 times").GetByTestId("browser")).ToHaveTextAsync("readyState CONNECTING 0, CONNECTING 0, CLOSED 2");
        await Expect(Fact(page, "plain Event").GetByTestId("browser")).ToHaveTextAsync("Received error event ===> data: undefined,  id: undefined");
        await AssertBetAsync(Fact(page, "plain Event"), "The reason for the end", "undefined");
        await Expect(Fact(page, "called 5 times").GetByTestId("server")).ToHaveTextAsync("wrote 2 error events, ended 2 responses, refused 1 request");
        await AssertBetAsync(Fact(page, "called 5 times"), "5 calls");

        const string host = "The host wrote 2 error events, ended 2 responses and refused 1 request. ";
        await TryAsync(page, "Boolean(event.data)");
        await Expect(Result(page, Title)).ToHaveTextAsync($"Not yet. {host}Your test took 1 error for the server's and 4 errors for the browser's.");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");
        await TryAsync(page, "event instanceof MessageEvent");
        await Expect(Result(page, Title)).ToHaveTextAsync($"Solved. {host}Your test took 2 errors for the server's and 3 errors for the browser's.");
        await EndAsync(app, page);
        // Chromium logs each refused request; nothing else may be in the console.
        Assert.All(page.Problems, problem => Assert.Contains("410", problem, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Curl_AsCopied_ShowsTheThreeConnections()
    {
        string printed = await RunCurlAsync("error");

        Assert.Contains("id: 1\nevent: error\ndata: The disk is almost full\n\n", printed, StringComparison.Ordinal);
        Assert.Contains("data: Connected again\n\n", printed, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 410 Gone", printed, StringComparison.Ordinal);
    }

    private static async Task TryAsync(OpenedPage page, string test)
    {
        await page.Page.GetByRole(AriaRole.Radiogroup, new() { Name = "The error is the server's if" }).GetByText(test, new() { Exact = true }).ClickAsync();
        await page.Button("Try this test").ClickAsync();
    }
}
