using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Jobs;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on polling.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class PollingLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "As fresh as the stream";

    // The job takes four seconds in all, whatever the speed of the machine.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp(("Jobs:ProgressEveryMs", "20"));
        using var jobs = new PacedJobs(app, Step);
        await using var page = await BeginAsync(app, "polling");
        await page.Page.GetByLabel("Number of requests").First.FillAsync("1");
        await BetAsync(page, "Which of them will be less stale", "The stream");
        await Expect(page.Page.GetByText("One answer is missing")).ToBeVisibleAsync();
        await SetAsync(page, interval: 8);
        var asked = page.Page.WaitForRequestAsync("**/jobs/*/events");
        await page.Button("Run").ClickAsync();
        string url = (await asked).Url;
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("On average a change reached the page", RunEnds);

        // The figures are those of the job's own record.
        var traffic = app.Services.GetRequiredService<JobRunner>().Find(JobId().Match(url).Groups[1].Value)!.Traffic;
        await Expect(Fact(page, "Polling made").GetByTestId("server")).ToHaveTextAsync($"counted {Requests(traffic.Poll.Cost.Requests)}");
        await Expect(Fact(page, "The stream made").GetByTestId("server")).ToHaveTextAsync($"counted {Requests(traffic.Stream.Cost.Requests)}");
        await AssertBetAsync(Fact(page, "Polling made"), "1 request", Requests(traffic.Poll.Cost.Requests));
        await AssertBetAsync(Fact(page, "On average"), "The stream");

        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Not yet. Polling every 5.0 s");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");

        await SetAsync(page, interval: 1);
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("once every 20 ms at most", RunEnds);
        await page.Button("Check my run").ClickAsync();

        await Expect(Result(page, Title)).ToContainTextAsync("Solved. Polling every 20 ms");
        await EndAsync(app, page);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Curl_AsCopied_FollowsAJobToItsEnd()
    {
        string printed = await RunCurlAsync("polling");

        Assert.StartsWith("{\"id\":", printed, StringComparison.Ordinal);
        Assert.Contains("event: finish\n", printed, StringComparison.Ordinal);
    }

    private static async Task SetAsync(OpenedPage page, int interval)
    {
        await FillAsync(page, "Count the primes up to", PacedJobs.Limit);
        await page.Page.GetByRole(AriaRole.Slider).FillAsync($"{interval}");
    }

    private static string Requests(long number) => number == 1 ? "1 request" : $"{number:N0} requests";

    [GeneratedRegex("/jobs/([^/]+)/events")]
    private static partial Regex JobId();
}
