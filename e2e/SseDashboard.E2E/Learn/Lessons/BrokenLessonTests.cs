using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Labs;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on broken streams.</summary>
public sealed class BrokenLessonTests(Browser browser) : LessonTest(browser)
{
    [BrowserFact]
    public async Task Experiment_OfThreeStreams_ShowsTheSymptomsAndSettlesTheBets()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "broken");
        await BetAsync(page, "In stream 1", "One by one, over some seconds before");
        await BetAsync(page, "In stream 3", "Nothing");
        await BetAsync(page, "In stream 2", "The id of the last message");
        await Expect(page.Page.GetByText("Your bet is placed")).ToBeVisibleAsync();

        await page.Button("Run").ClickAsync();
        await Expect(Fact(page, "Stream 1: 1")).ToContainTextAsync("messages reached the page within", RunEnds);
        await AssertBetAsync(Fact(page, "messages reached the page within"), "One by one, over some seconds before");
        await Expect(page.Page.GetByTestId("block-row").First).ToContainTextAsync("tick");
        await page.Page.GetByTestId("block-row").First.ClickAsync();
        await Expect(page.Page.GetByTestId("block-details")).ToBeVisibleAsync();
        // First, because the stream may otherwise end meanwhile, and the browser logs what the page then asks the host.
        await page.Button("Close").ClickAsync();
        await Accessibility.AssertAsync(page.Page, "a stream that was closed, and a block");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Open above: 3" }).ClickAsync();
        await Expect(page.Page.GetByTestId("symptom")).ToContainTextAsync("my onmessage never runs");
        await page.Button("Run").ClickAsync();
        await AssertBetAsync(Fact(page, "its onmessage never ran"), "Nothing", "Whole events");
        await Expect(page.Page.GetByTestId("inspect-events")).Not.ToHaveTextAsync("0");
        await page.Button("Close").ClickAsync();

        await Choice.SelectAsync(page.Page, "Stream", "2. Everything twice");
        await page.Button("Run").ClickAsync();
        await Expect(Fact(page, "reconnected with Last-Event-ID 12")).ToContainTextAsync("The next event that the server wrote has the id 1.", RunEnds);
        await AssertBetAsync(Fact(page, "reconnected with Last-Event-ID 12"), "The id of the last message");
        await page.Button("Connect again with Last-Event-ID").ClickAsync();
        await Expect(page.Page.GetByTestId("session-row").Nth(1)).ToContainTextAsync("12 events arrived again", new() { Timeout = RunEnds.Timeout });
        await Expect(Fact(page, "messages reached the page within")).ToBeVisibleAsync();
        await page.Button("Close").ClickAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Puzzles_WrongAndRight_AreCheckedByTheHostAndKeptInTheBrowser()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "broken");
        var puzzles = page.Page.GetByTestId("puzzle");
        await Expect(puzzles).ToHaveCountAsync(9);
        await AnswerAsync(page, 1, "no-ids");
        await Expect(puzzles.First.GetByTestId("result")).ToHaveTextAsync("Not yet. That is not it. Look at when bytes arrive, and the pauses between them.");
        await puzzles.First.GetByRole(AriaRole.Button, new() { Name = "Hint" }).ClickAsync();
        await Expect(puzzles.First.GetByTestId("hint")).ToContainTextAsync("Compare that with the time");
        await Accessibility.AssertAsync(page.Page, "a wrong answer");
        for (int number = 1; number <= 9; number++)
        {
            string cause = await ServedAsync(app, page, number);
            Assert.Equal(number < 9, BrokenCases.Eight.Any(broken => broken.Fault == cause));
            await AnswerAsync(page, number, cause);
            await Expect(puzzles.Nth(number - 1).GetByTestId("result")).ToContainTextAsync($"Solved. The host serves {cause} at this address.");
        }

        string drawn = await TokenAsync(page, 9);
        await page.Button("Draw another").ClickAsync();
        await Expect(puzzles.Nth(8).GetByTestId("result")).ToHaveCountAsync(0);
        Assert.NotEqual(drawn, await TokenAsync(page, 9));
        await AnswerAsync(page, 9, await ServedAsync(app, page, 9));
        await Expect(puzzles.Nth(8).GetByTestId("result")).ToContainTextAsync("Solved.");
        await EndAsync(app, page);

        string first = await TokenAsync(page, 1);
        await page.Page.ReloadAsync();
        await Expect(page.Page.GetByTestId("puzzle").GetByText("solved", new() { Exact = true })).ToHaveCountAsync(9);
        Assert.NotEqual(first, await TokenAsync(page, 1));
        await page.Page.GotoAsync($"{app.Url}learn");
        await Expect(page.Page.GetByText("14 lessons, about")).ToBeVisibleAsync();
        await Expect(page.Page.GetByTestId("lesson").Nth(12).GetByTestId("solved")).ToHaveTextAsync("✓ solved");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Inspector_OfAPuzzle_NamesTheCause_AndLeadsToALesson()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "broken");
        var inspector = await page.Page.RunAndWaitForPopupAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = "Inspect 4", Exact = true }).ClickAsync());
        await inspector.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

        await Expect(inspector.GetByTestId("finding")).ToHaveAttributeAsync("data-name", "content-type-wrong", new() { Timeout = RunEnds.Timeout });
        await Expect(inspector.GetByTestId("finding").GetByRole(AriaRole.Link, new() { Name = "Read the lesson" })).ToHaveAttributeAsync("href", "learn/broken");
        await inspector.CloseAsync();
    }

    [BrowserFact]
    public async Task Curl_AsCopied_ShowsTheChosenStream()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "broken");
        await Choice.SelectAsync(page.Page, "Stream", "6. The missing end");
        await Expect(page.Page.GetByTestId("curl")).ToContainTextAsync(await TokenAsync(page, 6));

        string printed = await RunCurlAsync(page);

        Assert.Contains("HTTP/1.1 200 OK", printed, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]\n\n", printed, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(OpenedPage page, int number, string cause)
    {
        await Choice.SelectAsync(page.Page, $"Cause of {number}", Cause.Of(cause).Text);
        await page.Button($"Check {number}").ClickAsync();
    }

    // What only the host knows.
    private static async Task<string> ServedAsync(RunningApp app, OpenedPage page, int number)
    {
        string token = await TokenAsync(page, number);
        Assert.True(app.Services.GetRequiredService<BrokenStreams>().TryFind(token, out var stream), $"The host does not serve {token}.");
        return stream.Fault.Name;
    }

    private static async Task<string> TokenAsync(OpenedPage page, int number)
    {
        string? link = await page.Page.GetByRole(AriaRole.Link, new() { Name = $"Inspect {number}", Exact = true }).GetAttributeAsync("href");
        return Uri.UnescapeDataString(link!).Split("labs/broken/")[1][..16];
    }
}
