using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.E2E.Hosting;
using SseDashboard.Jobs;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on long work.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class ProgressLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Everything, and nothing twice";

    // Several seconds of work, so that a page can leave, come back and open in a second tab meanwhile.
    private const string Limit = "12000000000";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        // An event every 100 ms instead of 200, so that a short job has enough of them.
        await using var app = new RunningApp(("Jobs:ProgressEveryMs", "100"), ("Jobs:History", "1000"));
        await using var page = await BeginAsync(app, "progress");
        await BetAsync(page, "You leave the job", "It went on");
        await page.Page.GetByLabel("Number of requests").FillAsync("2");

        await FillAsync(page, "Count the primes up to", Limit);

        // Without an id the host begins anew, and a second tab follows the same job.
        await Choice.SelectAsync(page.Page, "Come back with", "no id");
        await page.Button("Run").ClickAsync();
        var job = await LeaveAndReturnAsync(page, app, "");
        await using var other = await OpenAsync(new Uri(app.Url), $"progress?job={job.Id}");
        await Expect(Fact(page, "The job is finished")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await Expect(Fact(other, "The job is finished")).ToBeAttachedAsync();
        Assert.Equal(3, job.Traffic.Stream.Cost.Requests);
        await AssertBetAsync(Fact(page, "The job is finished"), "2 requests");
        await Expect(Fact(page, "The job is finished").GetByTestId("browser")).ToHaveTextAsync($"this page: 2 streams, {job.Status.Primes:N0} primes");
        await Expect(Fact(other, "The job is finished").GetByTestId("browser")).ToHaveTextAsync($"this page: 1 stream, {job.Status.Primes:N0} primes");
        await AssertBetAsync(Fact(page, "You were away"), "It went on");
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("of them a second time");
        await Accessibility.AssertAsync(page.Page, "after a wrong attempt");

        await Choice.SelectAsync(page.Page, "Come back with", "the last event ID");
        await page.Button("Run").ClickAsync();
        job = await LeaveAndReturnAsync(page, app, job.Id);
        await Expect(Fact(page, "The job is finished")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await page.Button("Check my run").ClickAsync();

        await Expect(Result(page, Title)).ToContainTextAsync($"Solved. Your page got {job.LastId} events from the host over 2 connections");
        await EndAsync(app, page);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Curl_AsCopied_FollowsAJobTwice()
    {
        string printed = await RunCurlAsync("progress");

        Assert.Single(InitLine().Matches(printed));
        Assert.Equal(2, FinishLine().Count(printed));
    }

    // Leaves after some progress, and comes back after some more.
    private static async Task<Job> LeaveAndReturnAsync(OpenedPage page, RunningApp app, string previous)
    {
        await page.Page.WaitForURLAsync(url => JobId().Match(url).Groups[1].Value is { Length: > 0 } id && id != previous);
        var job = app.Services.GetRequiredService<JobRunner>().Find(JobId().Match(page.Page.Url).Groups[1].Value)!;
        await Expect(page.Page.GetByTestId("event-row").Nth(1)).ToBeAttachedAsync();
        await page.Button("Leave").ClickAsync();
        await Expect(page.Page.GetByText("when you left. The job goes on")).ToBeVisibleAsync();
        await Expect(page.Page.GetByTestId("closed-row").Last).ToContainTextAsync("by the Leave button");
        await Expect(page.Page.GetByTestId("closed-row").Last).Not.ToContainTextAsync("Close button");
        await Expect(page.Page.Locator("#evidence")).ToContainTextAsync("The experiment is running.");
        long left = job.LastId;
        await Wait.UntilAsync(() => job.LastId > left + 1, "the job makes progress while the page is away");
        await page.Button("Come back").ClickAsync();
        return job;
    }

    [GeneratedRegex("[?&]job=([^&#]+)")]
    private static partial Regex JobId();

    [GeneratedRegex("^event: init$", RegexOptions.Multiline)]
    private static partial Regex InitLine();

    [GeneratedRegex("^event: finish$", RegexOptions.Multiline)]
    private static partial Regex FinishLine();
}
