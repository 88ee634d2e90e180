using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams.Redis.Tests;

namespace SseDashboard.E2E;

/// <summary>The server goes away and comes back: the page says so, returns by itself, and says what it lost.</summary>
public sealed class ReconnectTests(Browser browser)
{
    // A host that starts, and a page that waits between its attempts, on a busy machine.
    private const int Return = 40_000;

    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = Return };

    [BrowserTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_ServerAway_SaysSoAndShowsNoStateAsCurrent(ColorScheme scheme, int width)
    {
        using var host = await HostProcess.StartAsync(0, Cancellation);
        var page = await ListenAsync(host.Url, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } });

        await host.KillAsync(Cancellation);

        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Dashboard disconnected" });
        await Expect(dialog).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(dialog).ToContainTextAsync(new Regex("The server has not answered since \\d\\d:\\d\\d:\\d\\d"));
        await Expect(dialog.GetByText(new Regex("^Next attempt in \\d+ s\\.$"))).ToBeVisibleAsync();
        await Expect(State(page)).Not.ToHaveTextAsync("OPEN", new() { UseInnerText = true });
        Assert.Equal(("", "\"unknown: dashboard disconnected\""), (await State(page).InnerTextAsync(), await AfterAsync(page)));
        Assert.Empty(await Accessibility.FindAsync(page));

        // The page can still be read and scrolled.
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep reading" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retry now" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).ClickAsync();
        Assert.Empty(await Accessibility.FindAsync(page));
    }

    [BrowserFact]
    public async Task Page_ServerRestartedTwice_ListensAgainAndSaysWhatIsGone()
    {
        // New keys as well, as in a container without a volume: nothing that the page has from before can be decrypted.
        using var homes = new TemporaryFolder();
        using var first = await HostProcess.StartAsync(FreePorts.Next(), Cancellation, ("HOME", homes.Create("1")));
        var page = await ListenAsync(first.Url);
        await PublishAsync(first.Url, "apple");
        await Expect(Row(page, "apple")).ToBeVisibleAsync();

        await first.KillAsync(Cancellation);
        using var second = await HostProcess.StartAsync(first.Url.Port, Cancellation, ("HOME", homes.Create("2")));
        await Expect(Row(page, "\"reason\":\"restart\"")).ToBeVisibleAsync(Patient);
        await Expect(Row(page, "apple")).ToHaveCountAsync(0);
        await Expect(page.GetByText(new Regex("^The server was restarted after \\d\\d:\\d\\d:\\d\\d\\."))).ToBeVisibleAsync();
        await PublishAsync(second.Url, "pear");
        await Expect(Row(page, "pear")).ToBeVisibleAsync();

        await second.KillAsync(Cancellation);
        using var third = await HostProcess.StartAsync(first.Url.Port, Cancellation, ("HOME", homes.Create("3")));
        await Expect(page.GetByText(new Regex("the page lost its connection 2 times since \\d\\d:\\d\\d:\\d\\d\\."))).ToBeVisibleAsync(Patient);
        await Expect(State(page)).ToHaveTextAsync("OPEN 1", new() { Timeout = Return });
        await PublishAsync(third.Url, "plum");
        await Expect(Row(page, "plum")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Channel" })).ToHaveValueAsync("class");
        Assert.Empty(await Accessibility.FindAsync(page));

        // Once the message is closed, a reload is an ordinary one.
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).First.ClickAsync();
        await page.ReloadAsync();
        await Expect(State(page)).ToHaveTextAsync("not connected");
        await Expect(page.GetByText("The server was restarted")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Page_ConnectionLostForAMoment_KeepsItsLogAndStream()
    {
        await using var app = new RunningApp();
        var page = await ListenAsync(new(app.Url));

        await CutAsync(page);

        await Expect(State(page)).ToHaveTextAsync("OPEN 1");
        await PublishAsync(new(app.Url), "still here");
        await Expect(Row(page, "still here")).ToBeVisibleAsync(Patient);
        await Expect(page.Locator("html")).Not.ToHaveAttributeAsync("data-circuit", new Regex(".*"));
        Assert.Equal(1, await page.EvaluateAsync<int>("window.visit ?? 0"));
    }

    [BrowserFact]
    public async Task Page_CircuitDiscarded_ReloadsAndSaysSo()
    {
        await using var app = new RunningApp(("Circuits:MaxDisconnected", "0"));
        var page = await ListenAsync(new(app.Url));

        await CutAsync(page);

        await Expect(page.GetByText(new Regex("^The connection to the server was lost at \\d\\d:\\d\\d:\\d\\d, too long ago"))).ToBeVisibleAsync(Patient);
        await Expect(State(page)).ToHaveTextAsync("OPEN 1", new() { Timeout = Return });
        await Wait.UntilAsync(() => app.OpenStreams == 1, "only the new page's stream is open");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<IPage> ListenAsync(Uri host, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(options);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(host, "broadcast?channel=class").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Listen", Exact = true }).ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("OPEN 1");
        await page.EvaluateAsync("window.visit = 1");
        return page;
    }

    private static async Task PublishAsync(Uri host, string data)
    {
        using var http = new HttpClient { BaseAddress = host };
        using var response = await http.PostAsJsonAsync("broadcast/class", new { data }, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    // Ends the WebSocket and leaves the rest of the page alone.
    private static async Task CutAsync(IPage page) => await page.EvaluateAsync("Blazor._internal.forceCloseConnection()");

    private static ILocator State(IPage page) => page.GetByTestId("ready-state");

    private static ILocator Row(IPage page, string data) => page.GetByTestId("event-row").Filter(new() { HasText = data });

    private static Task<string> AfterAsync(IPage page) =>
        State(page).EvaluateAsync<string>("badge => getComputedStyle(badge, '::after').content");
}
