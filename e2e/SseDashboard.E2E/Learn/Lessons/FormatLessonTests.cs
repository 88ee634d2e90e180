using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Learning.Format;
using SseDashboard.Learning.Lessons;
using SseDashboard.Streams.Redis.Tests;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on the format.</summary>
public sealed class FormatLessonTests(Browser browser) : LessonTest(browser)
{
    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatTheBrowserDispatchedOfTheHostsBytes()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "lines");
        await page.Page.GetByLabel("Number of events").FillAsync("3");
        await BetAsync(page, "Which type", "message");
        await BetAsync(page, "And which last event ID", "8");
        await Expect(page.Page.GetByText("Your bet is placed")).ToBeVisibleAsync();
        await page.Button("Send to the clients").ClickAsync();

        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("the browser dispatched 2 events", RunEnds);
        byte[] bytes = StreamText.Read(FormatFacts.Stream).Input!.Bytes;
        await Expect(Fact(page, "The stream has").GetByTestId("server")).ToHaveTextAsync($"wrote {bytes.Length} bytes in 1 chunk");
        await AssertBetAsync(Fact(page, "The stream has"), "3 events", "2 events");
        await AssertBetAsync(Fact(page, "Its last event ID"), "8");
        await Expect(page.Page.GetByTestId("client-EventSource").GetByTestId("client-event")).ToHaveTextAsync(["message: \"one\", id 7", "message: \"two«LF»three\", id 8"]);
        await Accessibility.AssertAsync(page.Page, "after the run");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Puzzles_WrongThenSolved_AreKeptOverARestartOfTheHost()
    {
        using var host = await HostProcess.StartAsync(FreePorts.Next(), TestContext.Current.CancellationToken);
        await using var page = await OpenAsync(host.Url, "lines");
        foreach (var puzzle in FormatFacts.Puzzles)
        {
            await CheckAsync(page, puzzle, "data: something else\n\n");
            await Expect(Result(page, puzzle.Title)).ToContainTextAsync("Not yet. The host sent 22 bytes, and your browser dispatched 1 event. Event 1 should be");
            await CheckAsync(page, puzzle, puzzle.Solution);
            await Expect(Result(page, puzzle.Title)).ToContainTextAsync($"Solved. The host sent {puzzle.Par} bytes");
            await Expect(Puzzle(page, puzzle.Title).GetByTestId("score")).ToHaveTextAsync($"Par is {puzzle.Par} bytes. Your best is {puzzle.Par} bytes.");
        }

        await Accessibility.AssertAsync(page.Page, "solved");
        await host.KillAsync(TestContext.Current.CancellationToken);
        using var again = await HostProcess.StartAsync(host.Url.Port, TestContext.Current.CancellationToken);
        await page.Page.GotoAsync($"{host.Url}learn");

        var row = page.Page.GetByTestId("lesson").Filter(new() { HasText = "The format" });
        await Expect(row.GetByTestId("solved")).ToHaveTextAsync("✓ solved");
    }

    [BrowserFact]
    public async Task Curl_AsCopied_ShowsTheLineEnds()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "lines");

        Assert.Contains("data: Init flow stream$\n$\n", await RunCurlAsync(page), StringComparison.Ordinal);
    }

    private static async Task CheckAsync(OpenedPage page, FormatPuzzle puzzle, string stream)
    {
        await Puzzle(page, puzzle.Title).GetByRole(AriaRole.Textbox).FillAsync(stream);
        await page.Button($"Check: {puzzle.Title}").ClickAsync();
    }
}
