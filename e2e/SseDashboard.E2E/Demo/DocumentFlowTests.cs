using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The document's flow as the reader sees it: console, table, ids and times.</summary>
public sealed partial class DocumentFlowTests(Browser browser, SharedApp shared)
{
    private static readonly (string Type, string Data)[] Flow =
    [
        ("init", "Init flow stream"),
        ("message", "Event without id"),
        ("message", "Event without id and event"),
        ("error", "Event type error"),
        ("message", "Default event type message"),
        ("message", "Default event type message"),
        ("message", "Default event type message"),
        ("final", "Final event"),
    ];

    [BrowserFact]
    public async Task Demo_Connected_ShowsDocumentFlowInConsoleAndTable()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);

        await demo.Connect.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");
        await Expect(demo.Events).ToHaveCountAsync(8);

        AssertConsole(demo.ConsoleLines);
        Assert.Equal(demo.ConsoleLines, await demo.PaneLines.AllInnerTextsAsync());
        AssertTable(await demo.ReadRowsAsync());
        await Expect(demo.Page.GetByTestId("final-note")).ToHaveTextAsync("closed on final");
        await Expect(demo.FinalRow.GetByRole(AriaRole.Button, new() { Name = "Closed" })).ToBeDisabledAsync();
        await Expect(demo.Own("open")).ToHaveCountAsync(1);
        await Expect(demo.Own("reconnecting")).ToHaveCountAsync(0);
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task DocumentPage_OpenedFromFile_LogsDocumentLines()
    {
        var port = new Uri(shared.Url).Port;
        var mapped = await browser.NewContextWithMappingAsync("localhost:3000", $"127.0.0.1:{port}");
        var page = await mapped.NewPageAsync();
        var lines = new List<string>();
        // Asynchronous, so that the rest of the test does not run on the thread that reads from the browser.
        var final = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Console += (_, message) =>
        {
            lines.Add(message.Text);
            if (message.Text.Contains("final event", StringComparison.Ordinal))
                final.TrySetResult();
        };

        await page.GotoAsync(new Uri(Path.Combine(AppContext.BaseDirectory, "document.html")).AbsoluteUri);
        await Wait.ForAsync(final.Task, "the page logs the final event");

        AssertConsole(lines);
    }

    private static void AssertConsole(IReadOnlyList<string> lines)
    {
        var matches = lines.Select(line => ConsoleLine().Match(line)).ToArray();
        Assert.All(matches, match => Assert.True(match.Success));
        Assert.Equal(Flow, matches.Select(match => (match.Groups[1].Value, match.Groups[2].Value)));

        long[] ids = [.. matches.Select(match => long.Parse(match.Groups[3].Value))];
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(ids[0], ids[2]);
        // When each was sent, in milliseconds: never early. How late depends on the machine.
        long[] due = [0, 0, 0, 0, 1_990, 3_990, 5_990, 6_990];
        Assert.All(ids.Zip(due), pair => Assert.InRange(pair.First - ids[0], pair.Second, long.MaxValue));
    }

    private static void AssertTable(string[][] rows)
    {
        Assert.Equal(Flow.Select(e => e.Type), rows.Select(row => row[1]));
        Assert.All(Flow.Zip(rows), pair => Assert.StartsWith(pair.First.Data, pair.Second[2], StringComparison.Ordinal));
        Assert.Equal(rows[0][0], rows[1][0]);
        Assert.Equal(rows[0][0], rows[2][0]);

        TimeSpan[] times = [.. rows.Select(row => DemoPage.TimeOf(row[3]))];
        Assert.Equal(times.Order(), times);
        Assert.InRange((times[7] - times[0]).TotalSeconds, 4, 60);
    }

    [GeneratedRegex(@"^Received (\w+) event ===> data: (.*),  id: (\d+)$")]
    private static partial Regex ConsoleLine();
}
