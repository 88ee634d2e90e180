using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on closing.</summary>
public sealed class ClosingLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "In pieces, but whole";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "closing");
        await BetAsync(page, "Close on final is off", "It connects once more");
        await BetAsync(page, "The host ends a connection", "Nothing");
        await BetAsync(page, "You close a tab", "The connection closes");

        // Another tab has the same stream, and goes away before its end.
        var tab = await page.Page.Context.NewPageAsync();
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("request").First).ToContainTextAsync("this page");
        string address = await page.Page.GetByRole(AriaRole.Link, new() { Name = "open the same stream" }).GetAttributeAsync("href") ?? "";
        var opened = tab.GotoAsync(new Uri(new Uri(app.Url), address).ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await Expect(page.Page.GetByTestId("request")).ToHaveCountAsync(2);
        await tab.CloseAsync();
        await Record.ExceptionAsync(() => opened);
        await AssertBetAsync(Fact(page, "1 other client"), "The connection closes");
        Assert.Equal(1, Ended(app, StreamEnd.ClientLeft));

        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("The page closed the stream on final", RunEnds);
        await Expect(Fact(page, "closed the stream on final").GetByTestId("server")).ToContainTextAsync("received 1 request; ");
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Not yet. The host wrote 12 ticks over 1 connection, and ended none of them");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");

        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Close on final" }).UncheckAsync();
        await Choice.SelectAsync(page.Page, "Maximum lifetime", "1.0 s");
        await page.Button("Run").ClickAsync();
        await Expect(Fact(page, "Nothing closed the stream")).ToContainTextAsync("It goes on until you press Close.", RunEnds);
        await Expect(Fact(page, "Nothing closed the stream").GetByTestId("answer")).ToHaveTextAsync("It connects again and again", new() { Timeout = RunEnds.Timeout });
        await AssertBetAsync(Fact(page, "Nothing closed the stream"), "It connects once more", "It connects again and again");
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("nothing had closed the stream");
        // Each final row has one, too.
        await page.Button("Close").First.ClickAsync();
        await Expect(Fact(page, "Nothing closed the stream")).ToContainTextAsync("It stopped only because you closed the stream.");

        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Close on final" }).CheckAsync();
        long cut = 0;
        // The run takes 3.6 s, and a machine that stalls for half of them gets only one lifetime into it.
        for (int run = 0; run < 3 && cut < 2; run++)
        {
            long before = Ended(app, StreamEnd.Lifetime);
            await page.Button("Run").ClickAsync();
            await Expect(page.Button("Run")).ToBeDisabledAsync();
            await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("The page closed the stream on final", RunEnds);
            cut = Ended(app, StreamEnd.Lifetime) - before;
        }

        await Expect(Fact(page, "at the maximum lifetime")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"The host ended {cut} connections"));
        await Expect(Fact(page, "at the maximum lifetime").GetByTestId("server")).ToContainTextAsync("wrote 12 ticks in all");
        await Expect(Fact(page, "at the maximum lifetime").GetByTestId("browser")).ToHaveTextAsync("dispatched 12 ticks");
        await AssertBetAsync(Fact(page, "at the maximum lifetime"), "Nothing");
        await page.Button("Check my run").ClickAsync();

        await Expect(Result(page, Title)).ToContainTextAsync("Solved. The host wrote 12 ticks");
        await EndAsync(app, page);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Curl_AsCopied_PrintsTheTicks()
    {
        string printed = await RunCurlAsync("closing");

        Assert.Contains("id: 12\nevent: tick\ndata: 12\n\n", printed, StringComparison.Ordinal);
        Assert.EndsWith("event: final\ndata: Final event\n\n", printed, StringComparison.Ordinal);
    }

    private static long Ended(RunningApp app, StreamEnd reason) => app.Services.GetRequiredService<ConnectionRegistry>().Totals.Ended[reason];
}
