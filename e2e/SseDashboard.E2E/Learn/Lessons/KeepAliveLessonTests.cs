using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on keep-alive.</summary>
public sealed partial class KeepAliveLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "The cheapest heartbeat";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        // A proxy of 3 s and a silence of 8 s, instead of 5 s and 12 s.
        await using var app = new RunningApp(("LessonLabs:ProxyTimeoutSeconds", "3"));
        await using var page = await BeginAsync(app, "keep-alive");
        await BetAsync(page, "The heartbeat is off", "The next event, on time");
        await page.Page.GetByLabel("Number of heartbeats").FillAsync("0");
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("The proxy cut the connection", RunEnds);

        Assert.Equal(1, app.Services.GetRequiredService<ConnectionRegistry>().Totals.Ended[StreamEnd.ClientLeft]);
        await AssertBetAsync(Fact(page, "The proxy cut"), "The next event, on time", "An error, before the next event");
        Assert.InRange(Seconds(await Fact(page, "The proxy cut").GetByTestId("server").InnerTextAsync()), 2.9, 60);
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Not yet. The host wrote 0 heartbeats");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");

        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Heartbeat" }).CheckAsync();
        await FillAsync(page, "Every (ms)", "1000");
        await page.Field("Text of the comment").FillAsync("");
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("The connection survived", RunEnds);
        // Seven comments of four bytes, a colon, a space and two line feeds.
        await Expect(Fact(page, "The host filled the silence").GetByTestId("server")).ToContainTextAsync("wrote 7 comments, 28 bytes, one every ");
        await Expect(Fact(page, "The host filled the silence").GetByTestId("browser")).ToHaveTextAsync("dispatched 2 events");
        await AssertBetAsync(Fact(page, "The host filled the silence"), "0 heartbeats");
        await page.Button("Check my run").ClickAsync();

        await Expect(Result(page, Title)).ToContainTextAsync("Solved. The host wrote 7 heartbeats");
        await Expect(page.Page.GetByTestId("score")).ToContainTextAsync("Par is 50 bytes. Your best is 2");
        await EndAsync(app, page);
        // Chromium reports the cut connection in its console, and nothing else.
        Assert.All(page.Problems, problem => Assert.Contains("net::ERR_", problem, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Curl_AsCopied_LosesTheSecondEventUnlessThereIsAHeartbeat()
    {
        string printed = await RunCurlAsync("keep-alive");

        Assert.Equal(2, printed.Split("data: The last event for a while").Length - 1);
        Assert.Single(FinalLine().Matches(printed));
    }

    private static double Seconds(string text)
    {
        var time = Time().Match(text);
        return double.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture) / (time.Groups[2].Value == "ms" ? 1_000 : 1);
    }

    [GeneratedRegex(@"([\d.]+) (ms|s)\b")]
    private static partial Regex Time();

    [GeneratedRegex("^event: final$", RegexOptions.Multiline)]
    private static partial Regex FinalLine();
}
