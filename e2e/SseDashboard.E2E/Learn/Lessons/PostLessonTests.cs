using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on POST.</summary>
public sealed class PostLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Seven events in a second";
    private const string Body = """{"messages":1,"intervalMs":50,"final":false}""";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp(("Streams:ReconnectionInterval", "00:00:00.2"));
        await using var page = await BeginAsync(app, "post");
        await page.Page.GetByLabel("Number of requests").FillAsync("2");
        await BetAsync(page, "Then the page uses EventSource", "A GET without a body");
        await page.Field("Body (JSON)").FillAsync(Body);
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("The page did not send the POST again", RunEnds);

        Assert.Equal(1, Opened(app));
        await Expect(Fact(page, "The host received a POST").GetByTestId("server")).ToHaveTextAsync($"POST /sse, Content-Length {Body.Length}");
        await Expect(Fact(page, "From the bytes").GetByTestId("server")).ToContainTextAsync("wrote 5 events, ");
        await Expect(Fact(page, "From the bytes").GetByTestId("browser")).ToHaveTextAsync("dispatched 5 events");
        await AssertBetAsync(Fact(page, "The server ended"), "2 requests", "1 request");

        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("wrote 5 events");
        await Expect(Result(page, Title)).ToContainTextAsync("; the puzzle asks for 7.");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");

        // Repeated, the work is done again, as the host's own count says.
        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Send again when it ends" }).CheckAsync();
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("sent the same POST again", RunEnds);
        await page.Button("Close").ClickAsync();
        await Expect(page.Button("Run")).ToBeEnabledAsync();
        // The page may have closed the last one before the host wrote to it.
        await Expect(Fact(page, "the same POST again").GetByTestId("server")).ToHaveTextAsync(
            new Regex($"^received {Opened(app) - 1} requests, wrote init ({Opened(app) - 1}|{Opened(app) - 2}) times?$"));
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Do it with one");

        await Choice.SelectAsync(page.Page, "Client", "EventSource");
        await page.Button("Run").ClickAsync();
        await Expect(Fact(page, "The host received a GET").GetByTestId("server")).ToHaveTextAsync("GET /sse, no body");
        await AssertBetAsync(Fact(page, "The host received a GET"), "A GET without a body");
        await page.Button("Close").ClickAsync();

        await Choice.SelectAsync(page.Page, "Client", "fetch");
        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Send again when it ends" }).UncheckAsync();
        await page.Field("Body (JSON)").FillAsync("""{"intervalMs":99,"final":false}""");
        await RunUntilInTimeAsync(page);

        await Expect(Result(page, Title)).ToContainTextAsync("Solved. The host received 31 bytes and wrote 7 events in ");
        await Expect(page.Page.GetByTestId("score")).ToHaveTextAsync("Par is 31 bytes. Your best is 31 bytes.");
        await EndAsync(app, page);
        Assert.Empty(page.Problems);
    }

    // The stream takes 0.6 s, and a host that stalls in it rightly hears that the puzzle allows one second.
    private static async Task RunUntilInTimeAsync(OpenedPage page)
    {
        for (int run = 1; run <= 3; run++)
        {
            await page.Button("Run").ClickAsync();
            await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("The page did not send the POST again", RunEnds);
            await page.Button("Check my run").ClickAsync();
            await Expect(Result(page, Title)).ToContainTextAsync(new Regex("Solved|the puzzle allows 1.0 s|no finished run"));
            if (await Result(page, Title).GetByText("Solved").IsVisibleAsync())
                return;
        }
    }

    [BrowserFact]
    public async Task Run_WithAWrongBody_SaysInTheEvidenceThatTheHostRefusedIt()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "post");
        await page.Field("Body (JSON)").FillAsync("""{"messages":-1}""");
        await page.Button("Run").ClickAsync();

        await Expect(Fact(page, "The host refused the request with 400")).ToContainTextAsync("messages", RunEnds);
        await Expect(Fact(page, "The host refused the request with 400").GetByTestId("server")).ToHaveTextAsync("answered 400");
    }

    [BrowserFact]
    public async Task Curl_AsCopied_PrintsTheStreamThatTheBodyAskedFor()
    {
        string printed = await RunCurlAsync("post");

        Assert.Equal(6, DataLines(printed));
        Assert.DoesNotContain("event: final", printed, StringComparison.Ordinal);
    }
}
