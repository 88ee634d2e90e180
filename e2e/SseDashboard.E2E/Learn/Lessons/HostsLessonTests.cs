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
        await Expect(told).ToContainTextAsync("Client 1 had received 2 of them and got a gap; client 2 had received none and got no gap.");
        await Expect(told.GetByTestId("browser")).ToContainTextAsync("client 1: {\"missed\":null,\"reason\":\"lost\",\"resumedAfter\":");
        await Expect(told.GetByTestId("browser")).ToContainTextAsync("client 2: no gap");
        await AssertBetAsync(told, "Only client 1");
        await AssertBetAsync(Fact(page, "the new primary continued with"), "a-7", "b-5, in a new epoch b");
        await Expect(Fact(page, "Client 2 moved from host-a to host-b and missed nothing").GetByTestId("server")).ToContainTextAsync("host-b had 2 events for Last-Event-ID");
        await Expect(Fact(page, "No id was used").GetByTestId("browser")).ToHaveTextAsync("client 1 dispatched 8 events, client 2 dispatched 6");
        await Expect(Steps(page)).ToHaveCountAsync(11);
        await Expect(Steps(page).Nth(8)).ToContainTextAsync("2 events lost");
        await Expect(page.Page.GetByTestId("closed-row")).ToContainTextAsync("at the end of the run");
        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Client 2" }).ClickAsync();
        await Accessibility.AssertAsync(page.Page, "after the run");

        // Both clients are on the same host, so both have the lost events.
        await ConnectAsync(app, page);
        await StepAsync(page, "Cut the network");
        await PublishAsync(page, HostsFacts.PuzzleLost);
        await StepAsync(page, "Fail over");
        await Expect(Steps(page).Last.GetByText("gap: lost")).ToHaveCountAsync(2);
        await MoveAsync(app, page, 2);
        await PublishAsync(page, 1);
        await Expect(Steps(page).Last.GetByText("from host-")).ToHaveCountAsync(2);
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Not yet. Client 2 sent");
        await Expect(Result(page, Title)).ToContainTextAsync("it got a gap before that");

        await ConnectAsync(app, page);
        await PublishAsync(page, 1);
        await MoveAsync(app, page, 2);
        await StepAsync(page, "Cut the network");
        await PublishAsync(page, HostsFacts.PuzzleLost);
        await StepAsync(page, "Fail over");
        await Expect(Steps(page).Last).ToContainTextAsync("gap: lost");
        await MoveAsync(app, page, 2);
        await PublishAsync(page, 1);
        await Expect(Steps(page).Last.GetByText("from host-")).ToHaveCountAsync(2);
        await page.Button("Check my run").ClickAsync();
        await Expect(Result(page, Title)).ToContainTextAsync("Solved. Client 2 sent");
        await Accessibility.AssertAsync(page.Page, "solved");
        await page.Button("Reset").ClickAsync();
        await Expect(Steps(page)).ToHaveCountAsync(0);
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Hosts_WithAsManyStepsAsTheyMayHave_AreOnlyReplaced()
    {
        await using var app = new RunningApp(("HostsLab:MaxEvents", "20"));
        await using var page = await OpenAsync(app, "hosts");
        await ConnectAsync(app, page);
        await PublishAsync(page, 20);

        await Expect(page.Page.GetByText("as many steps as they may")).ToBeVisibleAsync();
        foreach (string action in (string[])["Publish", "Cut the network", "Fail over", "Move client 1", "Move client 2"])
            await Expect(page.Button(action)).ToBeDisabledAsync();
        await Accessibility.AssertAsync(page.Page, "full");
        await ConnectAsync(app, page);
        await Expect(page.Button("Publish")).ToBeEnabledAsync();
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Puzzle_UntilBothClientsHaveConnected_HasItsStepsDisabled()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "hosts");
        var held = new TaskCompletionSource<IRoute>();
        await page.Page.RouteAsync("**/labs/hosts/*/2?*", held.SetResult);
        await page.Button("Connect both").ClickAsync();
        var second = await Wait.ForAsync(held.Task, "client 2 asks for its stream");
        await Wait.UntilAsync(() => app.OpenStreams == 1, "client 1 has connected");

        await Expect(page.Button("Publish")).ToBeDisabledAsync();
        await second.ContinueAsync();
        await Expect(page.Button("Publish")).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task Page_LeftDuringTheRun_EndsItsStreamsAndRemovesItsHosts()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "hosts");
        await page.Button("Run").ClickAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 2, "both clients have connected");
        Assert.Equal(1, Pairs(app).Count);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Learn", Exact = true }).First.ClickAsync();

        await Wait.UntilAsync(() => app.OpenStreams == 0 && Pairs(app).Count == 0, "the streams have ended, and the hosts are removed");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Run_WithNothingLost_SaysThatItAnswersNoBet()
    {
        await using var app = new RunningApp();
        await using var page = await OpenAsync(app, "hosts");
        await BetAsync(page, "Client 1 has received the events", "Only client 1");
        await BetAsync(page, "Events 5 and 6 of epoch a", "b-5, in a new epoch b");
        await FillAsync(page, "Events not copied", "0");
        await page.Button("Run").ClickAsync();

        await Expect(Fact(page, "the failover lost nothing")).ToContainTextAsync("Client 1 got no gap, client 2 got no gap.", RunEnds);
        await Expect(page.Page.GetByTestId("unanswered")).ToHaveCountAsync(2);
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
        await Expect(Steps(page)).ToHaveCountAsync(0);
    }

    private static async Task MoveAsync(RunningApp app, OpenedPage page, int client)
    {
        long before = Opened(app);
        await StepAsync(page, $"Move client {client}");
        await Wait.UntilAsync(() => Opened(app) == before + 1, "the client has reconnected");
    }

    private static async Task PublishAsync(OpenedPage page, int events)
    {
        for (int i = 0; i < events; i++)
        {
            await StepAsync(page, "Publish");
            await Expect(Steps(page).Last).ToContainTextAsync("from host-");
        }
    }

    private static async Task StepAsync(OpenedPage page, string button)
    {
        int before = await Steps(page).CountAsync();
        await page.Button(button).ClickAsync();
        await Expect(Steps(page)).ToHaveCountAsync(before + 1);
    }
}
