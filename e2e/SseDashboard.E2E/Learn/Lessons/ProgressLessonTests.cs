using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.E2E.Hosting;
using SseDashboard.Jobs;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on long work.</summary>
public sealed partial class ProgressLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Everything, and nothing twice";

    // The steps of a job until the page is back. The first event is none.
    private const int Taken = 4;

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheHostRecordedAndTakesTheRightSolutionOnly()
    {
        // An event for each step.
        await using var app = new RunningApp(("Jobs:ProgressEveryMs", "0"));
        using var jobs = new PacedJobs(app);
        await using var page = await BeginAsync(app, "progress");
        await BetAsync(page, "You leave the job", "It went on");
        await page.Page.GetByLabel("Number of requests").FillAsync("2");

        await FillAsync(page, "Count the primes up to", PacedJobs.Limit);

        // Without an id the host begins anew, and a second tab follows the same job.
        await Choice.SelectAsync(page.Page, "Come back with", "no id");
        var job = await LeaveAndReturnAsync(page, app, jobs, number: 1);
        await using var other = await OpenAsync(new Uri(app.Url), $"progress?job={job.Id}");
        await Expect(other.Page.GetByTestId("event-row").First).ToBeAttachedAsync();
        jobs.Allow(PacedJobs.Steps - Taken);
        await Expect(Fact(page, "The job is finished")).ToBeAttachedAsync();
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
        job = await LeaveAndReturnAsync(page, app, jobs, number: 2);
        jobs.Allow(PacedJobs.Steps - Taken);
        await Expect(Fact(page, "The job is finished")).ToBeAttachedAsync();
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

    // Leaves the job with this number after some progress, and comes back after some more.
    private static async Task<Job> LeaveAndReturnAsync(OpenedPage page, RunningApp app, PacedJobs jobs, int number)
    {
        await page.Button("Run").ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex($"[?&]job={number}-"));
        var job = app.Services.GetRequiredService<JobRunner>().Find(JobId().Match(page.Page.Url).Groups[1].Value)!;
        jobs.Allow(Taken / 2);
        await Expect(page.Page.GetByTestId("event-row").Nth(Taken / 2)).ToBeAttachedAsync();
        await page.Button("Leave").ClickAsync();
        await Expect(page.Page.GetByText("when you left. The job goes on")).ToBeVisibleAsync();
        await Expect(page.Page.GetByTestId("closed-row").Last).ToContainTextAsync("by the Leave button");
        await Expect(page.Page.GetByTestId("closed-row").Last).Not.ToContainTextAsync("Close button");
        await Expect(page.Page.Locator("#evidence")).ToContainTextAsync("The experiment is running.");
        jobs.Allow(Taken / 2);
        await Wait.UntilAsync(() => job.LastId == 1 + Taken, "the job makes progress while the page is away");
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
