using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The Compare page: one job, followed by polling and by its stream.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class ComparePageTests(Browser browser)
{
    // A job that finishes quickly even on a busy machine.
    private const string Short = "20000000";
    private const string Endless = "100000000000";
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 20_000 };

    [BrowserFact]
    public async Task Job_Finished_ShowsFiguresOfBothWays()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        await StartAsync(page, Short);

        await Expect(Outcome(page)).ToContainTextAsync("There are 1,270,607 primes up to 20,000,000", Patient);
        await Expect(page.Button("Start")).ToBeEnabledAsync();

        string[] requests = await FiguresAsync(page, "Requests made");
        Assert.Equal("1 request", requests[1]);
        Assert.InRange(NumberIn(requests[0]), 1, 1_000);
        // The browser's body count matches the server's.
        string[] bodies = await FiguresAsync(page, "Before any transfer coding");
        string[] timing = await FiguresAsync(page, "Response bodies, as the browser reports them");
        Assert.StartsWith(bodies[0], timing[0], StringComparison.Ordinal);
        Assert.InRange(NumberIn((await FiguresAsync(page, "Average delay"))[1]), 0, 60_000);
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Cancel_Pressed_EndsJobForBothClients()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        await StartAsync(page, Endless);
        await Expect(Outcome(page)).ToContainTextAsync("Counting:", Patient);

        await page.Button("Cancel").ClickAsync();

        await Expect(Outcome(page)).ToContainTextAsync("Cancelled after", Patient);
        await Expect(page.Button("Start")).ToBeEnabledAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Start_TooManyJobsRunning_SaysSo()
    {
        await using var app = new RunningApp();
        await using var first = await OpenAsync(app);
        await using var second = await OpenAsync(app);
        await using var third = await OpenAsync(app);
        foreach (var running in new[] { first, second })
        {
            await StartAsync(running, Endless);
            await Expect(Outcome(running)).ToContainTextAsync("Counting:", Patient);
        }

        await third.Button("Start").ClickAsync();

        await Expect(Outcome(third)).ToContainTextAsync("2 jobs are running", Patient);
        await Expect(third.Button("Start")).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task Page_EmptyAndInUse_HasNoAccessibilityViolationsAndFitsWidth()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app);
        await Accessibility.AssertAsync(page.Page, "empty");
        await StartAsync(page, Short);
        await Expect(Outcome(page)).ToContainTextAsync("There are", Patient);
        await Expect(page.Button("Start")).ToBeEnabledAsync();

        await Accessibility.AssertAsync(page.Page, "in use");
    }

    [BrowserFact]
    public async Task Page_LeftWhileJobRuns_StopsEverythingAndLogsNoErrorsOrWarnings()
    {
        await using var app = new RunningApp();
        await using (var page = await OpenAsync(app))
        {
            var events = page.Page.WaitForRequestAsync("**/jobs/*/events");
            await StartAsync(page, Endless);
            string url = (await events).Url;
            await Expect(Outcome(page)).ToContainTextAsync("Counting:", Patient);
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Demo" }).ClickAsync();
            await Expect(page.Button("Connect")).ToBeVisibleAsync();
            await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
            // A job's stream ends with the job.
            using var http = new HttpClient();
            string[] told = (await http.GetStringAsync(new Uri(url), TestContext.Current.CancellationToken)).TrimEnd().Split('\n');
            Assert.Contains("\"cancelled\"", told[^1], StringComparison.Ordinal);
            await page.Page.CloseAsync();
            Assert.Empty(page.Problems);
        }

        await app.DisposeAsync();
        Assert.Empty(app.Logs.Problems);
    }

    private Task<OpenedPage> OpenAsync(RunningApp app) => OpenedPage.OpenAsync(browser, app, "compare");

    private static async Task StartAsync(OpenedPage page, string limit)
    {
        await page.Field("Count the primes up to").FillAsync(limit);
        await page.Field("Count the primes up to").PressAsync("Tab");
        await page.Page.GetByRole(AriaRole.Slider).FillAsync("200");
        await page.Button("Start").ClickAsync();
    }

    private static ILocator Outcome(OpenedPage page) => page.Page.GetByTestId("outcome");

    /// <summary>The figures of both ways in one row of the table.</summary>
    private static async Task<string[]> FiguresAsync(OpenedPage page, string title) =>
        [.. (await page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = title }).GetByRole(AriaRole.Cell).AllInnerTextsAsync()).Take(2)];

    private static double NumberIn(string figure) =>
        double.Parse(Number().Match(figure).Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9,.]+")]
    private static partial Regex Number();
}
