using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams.Redis.Tests;

namespace SseDashboard.E2E;

/// <summary>The dashboard of two hosts that share a Redis.</summary>
public sealed class HostsPageTests(Browser browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task Pages_OfTwoHosts_ShowBothUntilOneIsKilled()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = new RunningApp(Settings("one", redis));
        using var two = await HostProcess.StartAsync(0, Cancellation, Environment("two", redis));
        using var elsewhere = new HttpClient { BaseAddress = two.Url };
        using var stream = await elsewhere.GetAsync("broadcast/news", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var broadcast = await OpenedPage.OpenAsync(browser, one, "broadcast");
        await using var connections = await OpenedPage.OpenAsync(browser, one, "connections");
        await broadcast.Button("Listen").ClickAsync();

        await Expect(broadcast.Page.GetByTestId("all-listeners")).ToHaveTextAsync("2 listeners on 2 hosts");
        await Expect(broadcast.Rows("channel-host")).ToHaveTextAsync([new Regex("^one"), new("^two")]);
        await Expect(connections.Page.GetByTestId("host-count")).ToHaveTextAsync("2 hosts");
        await Expect(connections.Rows("host").Filter(new() { HasText = "this host" })).ToHaveTextAsync(new Regex("^one"));
        await Accessibility.AssertAsync(broadcast.Page, "the channel on two hosts");
        await Accessibility.AssertAsync(connections.Page, "two hosts");

        // Published on the other host, and shown here.
        (await elsewhere.PostAsJsonAsync("broadcast/news", new { data = "from two" }, Cancellation)).EnsureSuccessStatusCode();
        await Expect(broadcast.Rows("event")).ToContainTextAsync("from two");
        await Expect(broadcast.Rows("channel-host").Filter(new() { HasText = "#1" })).ToHaveCountAsync(2);

        await two.KillAsync(Cancellation);
        await Expect(connections.Rows("host")).ToHaveCountAsync(1);
        await Expect(broadcast.Page.GetByTestId("all-listeners")).ToHaveTextAsync("1 listener on 1 host");
    }

    [BrowserFact]
    public async Task Pages_WhileRedisIsAway_SayWhatIsWrongAndPublishingIsRefused()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var app = new RunningApp([.. Settings("one", redis), ("Broadcast:PublishTimeout", "00:00:02")]);
        await using var broadcast = await OpenedPage.OpenAsync(browser, app, "broadcast");
        await using var connections = await OpenedPage.OpenAsync(browser, app, "connections");
        await broadcast.Button("Listen").ClickAsync();
        await Expect(broadcast.Page.GetByTestId("all-listeners")).ToHaveTextAsync("1 listener on 1 host");

        await redis.KillAsync();

        string away = $"Redis at {redis.Address} cannot be reached. Start it, or correct Broadcast:Redis.";
        await Expect(broadcast.Page.GetByTestId("publish-trouble")).ToContainTextAsync($"Events cannot be published now. {away}");
        await Expect(broadcast.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        await Expect(connections.Page.Locator(".hosts")).ToContainTextAsync(away);
        // The last reports are too old by now, so the tables are gone as well.
        await Expect(connections.Rows("host")).ToHaveCountAsync(0);
        await Accessibility.AssertAsync(broadcast.Page, "the channel while Redis is away");
        await Accessibility.AssertAsync(connections.Page, "the hosts while Redis is away");
        using var http = new HttpClient { BaseAddress = new(app.Url) };
        using var refused = await http.PostAsJsonAsync("broadcast/news", new { data = "x" }, Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains(away, await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        await redis.RunAsync();
        await Expect(broadcast.Page.GetByTestId("publish-trouble")).ToHaveCountAsync(0);
        await broadcast.Button("Publish").ClickAsync();
        // A gap may come before it: Redis lost the history.
        await Expect(broadcast.Rows("event").Filter(new() { HasText = "hello" })).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Page_ServedByOneHost_OpensItsCircuitOnTheOther()
    {
        await using var redis = await RedisServer.StartAsync();
        using var homes = new TemporaryFolder();
        using var one = await HostProcess.StartAsync(0, Cancellation, [("HOME", homes.Create("1")), .. Environment("one", redis)]);
        using var two = await HostProcess.StartAsync(0, Cancellation, [("HOME", homes.Create("2")), .. Environment("two", redis)]);
        var page = await (await browser.NewContextAsync()).NewPageAsync();
        // As a load balancer without stickiness would: the page from one host, everything that it then requests from the other.
        await page.RouteAsync($"{two.Url}connections", async route =>
            await route.FulfillAsync(new() { Response = await page.APIRequest.GetAsync($"{one.Url}connections") }));

        await page.GotoAsync($"{two.Url}connections");

        await Expect(page.GetByTestId("host-row").Filter(new() { HasText = "this host" })).ToHaveTextAsync(new Regex("^two"));
    }

    private static (string, string)[] Settings(string name, RedisServer redis) => [("Broadcast:Redis", redis.Address), ("Hosts:Name", name)];

    private static (string, string)[] Environment(string name, RedisServer redis) => [("Broadcast__Redis", redis.Address), ("Hosts__Name", name)];
}
