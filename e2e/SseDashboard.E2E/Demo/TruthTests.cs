using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams;
using static SseDashboard.E2E.ExchangeTests;

namespace SseDashboard.E2E;

/// <summary>What the exchange draws is what happened: refusals, waits, and times.</summary>
public sealed class TruthTests(Browser browser)
{
    [BrowserFact]
    public async Task InvalidRequest_Refused_IsDrawnWithItsStatus()
    {
        await using var app = new RunningApp(("Document:MinHeartbeatMs", "600"));
        await using var demo = await DemoPage.OpenAsync(browser, app, Tall);
        await Choice.SelectAsync(demo.Page, "Heartbeat", "0.5 s");

        await demo.Connect.ClickAsync();

        await Expect(demo.Page.GetByTestId("exchange-response")).ToContainTextAsync("400 refused");
        await Expect(demo.Page.GetByTestId("exchange-request")).Not.ToContainTextAsync("did not reach");
        await demo.Page.GetByTestId("exchange-response").ClickAsync();
        await Expect(demo.Page.GetByTestId("row-note")).ToContainTextAsync("heartbeatMs: Must be 0, or 600");
        await Accessibility.AssertAsync(demo.Page, "refused with 400");
        await OpenAsync(demo, "Connections");
        await Expect(demo.Page.GetByTestId("ledger-last")).ToContainTextAsync("refused with 400");
        await Accessibility.AssertAsync(demo.Page, "connections, refused with 400");
    }

    [BrowserFact]
    public async Task FullHost_PageWaits_CountsDownOnBadgeAndInExchange()
    {
        await using var app = new RunningApp(("Streams:MaxConnections", "1"), ("Streams:RetryAfter", "00:01:00"));
        await using var demo = await DemoPage.OpenAsync(browser, app, Tall);
        using var http = new HttpClient();
        await using var taken = await http.GetStreamAsync(new Uri(app.Url + "sse?heartbeatMs=1000"), TestContext.Current.CancellationToken);

        await demo.Connect.ClickAsync();

        await Expect(demo.State).ToHaveTextAsync("CLOSED 2");
        await Expect(demo.Page.Locator(".waiting")).ToContainTextAsync("EventSource has given up");
        await Expect(demo.Page.GetByTestId("exchange-response")).ToContainTextAsync("503 refused: too many streams");
        await Expect(demo.Page.GetByTestId("exchange-browserend")).ToContainTextAsync("EventSource has given up");
        var countdowns = demo.Page.GetByTestId("countdown");
        await Expect(countdowns).ToHaveCountAsync(2);
        foreach (var countdown in await countdowns.AllAsync())
        {
            int first = Seconds(await countdown.InnerTextAsync());
            Assert.InRange(first, 1, 90);
            await Wait.UntilAsync(async () => Seconds(await countdown.InnerTextAsync()) < first, "the countdown goes on");
        }

        await Accessibility.AssertAsync(demo.Page, "waiting for the next try");
        await OpenAsync(demo, "Connections");
        await Expect(demo.Page.GetByTestId("ledger-row")).ToHaveCountAsync(1);
        Assert.Equal(1, app.Services.GetRequiredService<ConnectionRegistry>().Totals.Refused.Values.Sum());

        await demo.Close.ClickAsync();
        await Expect(countdowns).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task ManyFrames_Drawn_NoneArrivesBeforeItWasSent()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app, Tall);
        await Choice.SelectAsync(demo.Page, "Method", "POST");
        await demo.Page.GetByLabel("Body (JSON)").FillAsync("""{ "messages": 40, "intervalMs": 60, "final": true }""");
        await RunAsync(demo, 1);
        await RunAsync(demo, 2);
        await Choice.SelectAsync(demo.Page, "Method", "GET");
        await RunAsync(demo, 3);

        // The rows above the window are rendered some time after it reaches them, so it stays at each place for a few looks.
        var seen = new Dictionary<string, (TimeSpan Server, TimeSpan Browser)>();
        var steps = demo.Page.GetByRole(AriaRole.Listbox, new() { Name = "Steps of the exchange" });
        int look = 0;
        await Wait.UntilAsync(async () =>
        {
            await steps.EvaluateAsync("(list, part) => { list.scrollTop = part * list.scrollHeight; }", look++ / 4 % 11 / 10.0);
            foreach (string[] row in await steps.EvaluateAsync<string[][]>(ReadRows))
                seen[row[0]] = (Time(row[1]), Time(row[2]));
            return seen.Count >= 60;
        }, "the diagram shows 60 frames and answers");

        Assert.DoesNotContain(seen, row => row.Value.Browser < row.Value.Server);
    }

    private static async Task RunAsync(DemoPage demo, int run)
    {
        await demo.Connect.ClickAsync();
        await Expect(demo.Page.Locator(".exchange .count")).ToContainTextAsync($"{run} connection");
        await demo.IsInStateAsync("CLOSED 2");
    }

    // The frames and answers in view: the row's id, the time at the server, the time in the browser.
    private const string ReadRows = """
        (list) => [...list.querySelectorAll("[data-testid=exchange-frame][data-verdict=Dispatched], [data-testid=exchange-response]")]
          .map((row) => [row.parentElement.id, ...[...row.querySelectorAll("time")].map((time) => time.textContent.trim())])
        """;

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private static int Seconds(string text) => int.Parse(text.Split(' ')[^2], CultureInfo.InvariantCulture);
}
