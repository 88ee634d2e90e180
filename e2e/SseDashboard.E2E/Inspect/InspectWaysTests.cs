using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Inspect;

/// <summary>The three ways to connect, to a server of another origin.</summary>
public sealed class InspectWaysTests(Browser browser, SharedApp app)
{
    private const string Host = "Through this host", Fetch = "fetch in the browser", EventSource = "EventSource in the browser";

    [BrowserTheory]
    [InlineData(Host, true)]
    [InlineData(Fetch, true)]
    [InlineData(EventSource, false)]
    public async Task Stream_ReadByEachWay_ShowsTheSameEventsAndStopDisconnects(string way, bool hasBytes)
    {
        await using var server = await StreamServer.StartAsync();
        await using var page = await OpenAsync(way);
        if (!hasBytes)
            await page.Field("Event types").FillAsync("tick");
        await ConnectAsync(page, $"{server.Url}/open");

        await Expect(Status(page)).ToContainTextAsync("Open.");
        await Expect(page.Page.GetByTestId("inspect-events")).ToContainTextAsync("3");
        foreach (string shown in new[] { "a", "b", "[DONE]" })
            await Expect(Rows(page).Locator(".data").GetByText(shown, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Rows(page)).ToHaveCountAsync(hasBytes ? 4 : 3);
        await Accessibility.AssertAsync(page.Page, $"open, {way}");

        await page.Button("Stop").ClickAsync();
        await Expect(Status(page)).ToContainTextAsync("Stopped.");
        await Wait.UntilAsync(() => server.Left == 1, "the server sees the disconnect");
        Assert.Empty(page.Problems);
    }

    [BrowserTheory]
    [InlineData(Fetch)]
    [InlineData(EventSource)]
    public async Task ResponseWithoutCors_IsNamedByTheHeaderThatIsMissing(string way)
    {
        await using var server = await StreamServer.StartAsync();
        await using var page = await OpenAsync(way);
        await ConnectAsync(page, $"{server.Url}/closed");

        await Expect(Status(page)).ToContainTextAsync("Failed.");
        await Expect(Finding(page, "cors-missing")).ToContainTextAsync($"Access-Control-Allow-Origin: {app.Url.TrimEnd('/')}");
        await Expect(Finding(page, "cors-missing")).ToContainTextAsync("Seen by the host");
        await Expect(page.Page.GetByTestId("finding")).ToHaveCountAsync(1);
        await Accessibility.AssertAsync(page.Page, $"without CORS, {way}");
    }

    [BrowserFact]
    public async Task HeaderThatThePreflightRefuses_IsNamed()
    {
        await using var server = await StreamServer.StartAsync();
        await using var page = await OpenAsync(Fetch);
        await page.Button("Add a header").ClickAsync();
        await page.Field("Header").FillAsync("Authorization");
        await page.Field("Value").FillAsync("Bearer x");
        await ConnectAsync(page, $"{server.Url}/open");

        await Expect(Finding(page, "cors-missing")).ToContainTextAsync("in the answer to OPTIONS, Access-Control-Allow-Headers does not name Authorization");
    }

    [BrowserFact]
    public async Task TypeWithoutListener_VanishesAndIsNamedIfTheHostReadsToo()
    {
        await using var server = await StreamServer.StartAsync();
        await using var page = await OpenAsync(EventSource);
        await page.Page.GetByRole(AriaRole.Switch, new() { NameRegex = new Regex("^Let the host read the stream too") }).CheckAsync();
        await ConnectAsync(page, $"{server.Url}/open");

        await Expect(Rows(page)).ToHaveCountAsync(2);
        await Expect(Finding(page, "unheard-type")).ToContainTextAsync("tick: 1 event");
        await Expect(Finding(page, "unheard-type")).ToContainTextAsync("Seen by the host");
        await page.Button("Stop").ClickAsync();
        await Wait.UntilAsync(() => server.Left == 2, "the server sees both disconnects");
        Assert.Empty(page.Problems);
    }

    [BrowserTheory]
    [InlineData(Fetch, null, "")]
    [InlineData(Fetch, "To any origin (include)", "sweet")]
    [InlineData(EventSource, null, "")]
    [InlineData(EventSource, "To any origin (withCredentials)", "sweet")]
    public async Task Cookies_AreSentAsChosen(string way, string? choice, string cookie)
    {
        await using var server = await StreamServer.StartAsync();
        await using var page = await OpenAsync(way);
        await page.Page.Context.AddCookiesAsync([new() { Name = "taste", Value = "sweet", Url = server.Url }]);
        if (choice is not null)
            await Choice.SelectAsync(page.Page, "Cookies", choice);
        await ConnectAsync(page, $"{server.Url}/open");

        await Expect(Status(page)).ToContainTextAsync("Open.");
        Assert.Equal(("GET", cookie), Assert.Single(server.Requests));
    }

    [BrowserFact]
    public async Task EventSource_Ended_ReconnectsIntoTheLedger()
    {
        await using var page = await OpenAsync(EventSource);
        await ConnectAsync(page, "/labs/fault/reconnect-loop");

        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Connections" }).ClickAsync();
        await Expect(page.Page.GetByTestId("session-row").Nth(1)).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "reconnecting");
        await page.Button("Stop").ClickAsync();
        await Expect(page.Button("Connect again")).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Burst_ReadByFetch_IsListedWholeAndLeavesThePageResponsive()
    {
        await using var own = new RunningApp();
        await using var server = await StreamServer.StartAsync();
        await using var page = await OpenedPage.OpenAsync(browser, own, "inspect");
        await Choice.SelectAsync(page.Page, "Way", Fetch);
        await ConnectAsync(page, $"{server.Url}/burst");
        await page.Button("Pause").ClickAsync();
        await Expect(page.Page.GetByTestId("blocks-paused")).ToBeVisibleAsync();

        await Expect(page.Page.GetByTestId("inspect-events")).ToContainTextAsync("10,003");
        Assert.Single(server.Requests);
        Assert.Empty(page.Problems);
        Assert.Empty(own.Logs.Problems);
    }

    [BrowserFact]
    public async Task Way_Used_IsInAddressAndRecent_AndASecretIsMasked()
    {
        await using var page = await OpenAsync(EventSource);
        await page.Field("Event types").FillAsync("init");
        await ConnectAsync(page, $"{app.Url}sse?api_key=hidden");
        await Expect(Status(page)).ToContainTextAsync("Open.");
        await Expect(page.Field("Address")).ToHaveValueAsync($"{app.Url}sse?api_key=SECRET");
        await page.Button("Stop").ClickAsync();
        await page.Field("Address").FocusAsync();
        await Expect(page.Field("Address")).ToHaveValueAsync($"{app.Url}sse?api_key=hidden");
        await page.Field("Event types").FocusAsync();
        await Expect(page.Field("Address")).ToHaveValueAsync($"{app.Url}sse?api_key=SECRET");
        await Accessibility.AssertAsync(page.Page, "a masked address");

        await Expect(page.Page).ToHaveURLAsync(new Regex("way=eventsource&types=init"));
        Assert.DoesNotContain("hidden", page.Page.Url, StringComparison.Ordinal);
        await page.Page.ReloadAsync();
        await Expect(page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Way" })).ToHaveValueAsync(EventSource);
        await Choice.SelectAsync(page.Page, "Way", Host);
        await page.Button("Recent").ClickAsync();
        await page.Page.GetByText(EventSource).First.ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Way" })).ToHaveValueAsync(EventSource);
        await Expect(page.Field("Address")).ToHaveValueAsync($"{app.Url}sse?api_key=");
    }

    // A page that was opened elsewhere keeps the policy of that page.
    [BrowserFact]
    public async Task Drawer_LeadsToAPageThatMayConnectToOtherServers()
    {
        await using var server = await StreamServer.StartAsync();
        await using var page = await OpenedPage.OpenAsync(browser, app, "connections");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Inspect", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("What is wrong with a stream?");
        await Choice.SelectAsync(page.Page, "Way", Fetch);
        await ConnectAsync(page, $"{server.Url}/open");
        await Expect(Status(page)).ToContainTextAsync("Open.");
    }

    private async Task<OpenedPage> OpenAsync(string way)
    {
        var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        if (way != Host)
            await Choice.SelectAsync(page.Page, "Way", way);
        return page;
    }

    private static async Task ConnectAsync(OpenedPage page, string address)
    {
        await page.Field("Address").FillAsync(address);
        await page.Button("Connect").ClickAsync();
    }

    private static ILocator Status(OpenedPage page) => page.Page.GetByTestId("inspect-status");

    private static ILocator Rows(OpenedPage page) => page.Page.GetByTestId("block-row");

    private static ILocator Finding(OpenedPage page, string name) => page.Page.Locator($"[data-testid=finding][data-name={name}]");
}
