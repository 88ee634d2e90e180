using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.E2E.Learn;

/// <summary>What the tests of the lessons share.</summary>
public abstract partial class LessonTest(Browser browser)
{
    /// <summary>The patience for a run to its end, which may take as long as the experiment itself.</summary>
    protected static readonly LocatorAssertionsToContainTextOptions RunEnds = new() { Timeout = 30_000 };

    /// <summary>Opens a lesson.</summary>
    private protected Task<OpenedPage> OpenAsync(RunningApp app, string lesson, int width = 1280) => OpenedPage.OpenAsync(browser, app, $"learn/{lesson}", width);

    /// <summary>Opens a lesson of an app in another process.</summary>
    private protected Task<OpenedPage> OpenAsync(Uri url, string lesson) => OpenedPage.OpenAsync(browser, url, $"learn/{lesson}");

    /// <summary>Opens a lesson, and checks its accessibility before anything has run.</summary>
    private protected async Task<OpenedPage> BeginAsync(RunningApp app, string lesson)
    {
        var page = await OpenAsync(app, lesson);
        await Accessibility.AssertAsync(page.Page, "before the run");
        return page;
    }

    /// <summary>Checks the accessibility of a solved lesson, and that it has left no stream open.</summary>
    private protected static async Task EndAsync(RunningApp app, OpenedPage page)
    {
        await Accessibility.AssertAsync(page.Page, "solved");
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    /// <summary>How many streams the host has opened so far.</summary>
    private protected static long Opened(RunningApp app) => app.Services.GetRequiredService<ConnectionRegistry>().Totals.Opened;

    /// <summary>Types into a field, and leaves it.</summary>
    private protected static async Task FillAsync(OpenedPage page, string field, string text)
    {
        await page.Field(field).FillAsync(text);
        await page.Field(field).PressAsync("Tab");
    }

    /// <summary>Expects a fact to have settled its bet: right, or wrong with this answer.</summary>
    private protected static async Task AssertBetAsync(ILocator fact, string bet, string? answer = null)
    {
        await Expect(fact.GetByTestId("bet")).ToHaveTextAsync(answer is null ? $"{bet} – correct" : $"{bet} – wrong");
        if (answer is not null)
            await Expect(fact.GetByTestId("answer")).ToHaveTextAsync(answer);
    }

    /// <summary>Chooses an answer of a bet.</summary>
    private protected static Task BetAsync(OpenedPage page, string question, string answer) =>
        page.Page.GetByRole(AriaRole.Radiogroup, new() { Name = question }).GetByText(answer, new() { Exact = true }).ClickAsync();

    /// <summary>A finding of the evidence: the one whose sentence or details have this text.</summary>
    private protected static ILocator Fact(OpenedPage page, string text) => page.Page.GetByTestId("fact").Filter(new() { HasText = text });

    /// <summary>What the host said about the latest attempt at a puzzle.</summary>
    private protected static ILocator Result(OpenedPage page, string puzzle) => Puzzle(page, puzzle).GetByTestId("result");

    /// <summary>A puzzle, by its title.</summary>
    private protected static ILocator Puzzle(OpenedPage page, string title) =>
        page.Page.GetByTestId("puzzle").Filter(new() { Has = page.Page.GetByRole(AriaRole.Heading, new() { Name = title }) });

    /// <summary>Opens a lesson of a new app, and returns what its <c>curl</c> lines print.</summary>
    private protected async Task<string> RunCurlAsync(string lesson)
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, lesson);
        return await RunCurlAsync(page);
    }

    /// <summary>How many data lines a printed stream has.</summary>
    private protected static int DataLines(string printed) => printed.Split('\n').Count(line => line.StartsWith("data: ", StringComparison.Ordinal));

    /// <summary>
    /// Runs the lesson's <c>curl</c> lines as copied, in a shell, and returns what they print. Lines that stop listening after a
    /// second or two do so after five, for a host that stalls.
    /// </summary>
    private protected static async Task<string> RunCurlAsync(OpenedPage page)
    {
        string lines = await page.Page.GetByTestId("curl").EvaluateAsync<string>("element => element.querySelector('pre').textContent");
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(TimeLimit().Replace(lines, "-m 5"));
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await Wait.ForAsync(shell.WaitForExitAsync(TestContext.Current.CancellationToken), $"these lines end: {lines}");
        }
        finally
        {
            if (!shell.HasExited)
                shell.Kill(entireProcessTree: true);
        }

        return await output;
    }

    [GeneratedRegex(@"-m \d\b")]
    private static partial Regex TimeLimit();
}
