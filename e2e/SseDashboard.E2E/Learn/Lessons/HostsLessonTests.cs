using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Labs;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.E2E.Learn;

/// <summary>The lesson on several hosts.</summary>
public sealed class HostsLessonTests(Browser browser) : LessonTest(browser)
{
    private const string Title = "Across the failover";

    [BrowserFact]
    public async Task Lesson_WorkedThrough_SaysWhatBothEndsRecordedAndTakesTheRightSolutionOnly()
    {
        await using var app = new RunningApp();
        await using var page = await BeginAsync(app, "hosts");
        await BetAsync(page, "Client 1 has received the events", "Only client 1");
        await BetAsync(page, "Events 5 and 6 of epoch a", "a-7");
        await page.Button("Run").ClickAsync();
        await Expect(page.Page.GetByTestId("facts")).ToContainTextAsync("No id was used for two events: 8 events, 8 ids.", RunEnds);

        var told = Fact(page, "The failover lost");
        await Expect(told).ToContainTextAsync("Client 1 had received 2 of them and got a gap; client 2 had received 0 and got no gap.");
        await Expect(told.GetByTestId("browser")).ToContainTextAsync("client 1: {\"missed\":null,\"reason\":\"lost\",\"resumedAfter\":");
        await Expect(told.GetByTestId("browser")).ToContainTextAsync("client 2: no gap");
        await AssertBetAsync(told, "Only client 1");
        await AssertBetAsync(Fact(page, "the new primary went on with"), "a-7", "b-5, in an epoch b of its own");
        await Expect(Fact(page, "Client 2 moved from host-a to host-b and missed nothing").GetByTestId("server")).ToContainTextAsync("host-b had 2 events for Last-Event-ID");
        await Expect(Fact(page, "No id was used").GetByTestId("browser")).ToHaveTextAsync("client 1 dispatched 8 of them, client 2 6");
        await Expect(page.Page.GetByTestId("step")).ToHaveCountAsync(9);
        await Expect(page.Page.GetByTestId("step").Nth(6)).ToContainTextAsync("2 lost");
        await Expect(page.Page.GetByTestId("closed-row")).ToContainTextAsync("at the end of the run");
        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Client 2" }).ClickAsync();
        await Accessibility.AssertAsync(page.Page, "after the run");

        // Both clients are on the same host, so both have the lost events.
        await ConnectAsync(app, page);
        await page.Button("Cut the network").ClickAsync();
        await PublishAsync(page, HostsFacts.PuzzleLost);
        await page.Button("Fail over").ClickAsync();
        await page.Button("Check").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Not yet. Nothing was published after your failover");

        await ConnectAsync(app, page);
        await PublishAsync(page, 1);
        await MoveAsync(app, page, 2);
        await page.Button("Cut the network").ClickAsync();
        await PublishAsync(page, HostsFacts.PuzzleLost);
        await Expect(Steps(page).Nth(3)).ToContainTextAsync("received");
        await page.Button("Fail over").ClickAsync();
        await Expect(Steps(page).Nth(4)).ToContainTextAsync("gap: lost");
        await MoveAsync(app, page, 2);
        await page.Button("Publish").ClickAsync();
        await Expect(Steps(page).Nth(5).GetByText("received")).ToHaveCountAsync(2);
        await page.Button("Check").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Solved. Client 2 sent");
        await Accessibility.AssertAsync(page.Page, "solved");
        await page.Button("Reset").ClickAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the streams have ended");
        await Expect(Steps(page)).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
        await page.Page.GotoAsync($"{app.Url}learn");
        await Wait.UntilAsync(() => Pairs(app).Count == 0, "the page that was left has removed its hosts");
    }

    [BrowserFact]
    public async Task Curl_AsCopied_ShowsTheSameIdsOnBothHosts()
    {
        string printed = await RunCurlAsync("hosts");

        Assert.Contains("X-Served-By: host-a", printed, StringComparison.Ordinal);
        Assert.Contains("X-Served-By: host-b", printed, StringComparison.Ordinal);
        string[] ids = [.. printed.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal))];
        Assert.Equal(2, ids.Length);
        Assert.Single(ids.Distinct());
    }

    private static HostPairs Pairs(RunningApp app) => app.Services.GetRequiredService<HostPairs>();

    private static ILocator Steps(OpenedPage page) => page.Page.GetByTestId("step");

    // A click does not wait for the streams.
    private static async Task ConnectAsync(RunningApp app, OpenedPage page)
    {
        long before = Opened(app);
        await page.Button("Connect both").ClickAsync();
        await Wait.UntilAsync(() => Opened(app) == before + 2, "both clients have connected");
    }

    private static async Task MoveAsync(RunningApp app, OpenedPage page, int client)
    {
        long before = Opened(app);
        await page.Button($"Move client {client}").ClickAsync();
        await Wait.UntilAsync(() => Opened(app) == before + 1, "the client has reconnected");
    }

    private static async Task PublishAsync(OpenedPage page, int events)
    {
        int before = await Steps(page).CountAsync();
        for (int i = 1; i <= events; i++)
        {
            await page.Button("Publish").ClickAsync();
            await Expect(Steps(page)).ToHaveCountAsync(before + i);
            await Expect(Steps(page).Last).ToContainTextAsync("received");
        }
    }
}
