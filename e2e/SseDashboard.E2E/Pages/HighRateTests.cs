using System.Net.Http.Json;
using System.Text.RegularExpressions;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>More events than a person can read or a circuit can take.</summary>
public sealed partial class HighRateTests(Browser browser)
{
    [BrowserFact]
    public async Task Burst_ScrolledBack_HasEveryRowAndItsDetails()
    {
        await using var app = new RunningApp();
        await using var page = await OpenListeningAsync(app);
        // No more than the history holds, or a busy host could have dropped the first before it writes them.
        await page.Field("Events in a burst").FillAsync("4000");
        await page.Field("Events in a burst").PressAsync("Tab");
        await page.Button("Publish a burst").ClickAsync();
        await Expect(page.Rows("event").Last).ToContainTextAsync("hello 4000/4000");
        await Expect(page.Page.GetByText("4,002 rows")).ToBeVisibleAsync();
        await Expect(page.Page.GetByTestId("log-skipped")).ToContainTextAsync("came too fast to show one by one");

        await page.Page.Locator(".log .rows").EvaluateAsync("rows => { rows.scrollTop = rows.scrollHeight / 2; }");

        var row = page.Page.Locator(".log [data-number='2005']");
        await Expect(row).ToContainTextAsync("hello 2004/4000");
        await row.ClickAsync();
        await Expect(page.Page.GetByTestId("event-details").Locator("pre")).ToHaveTextAsync("hello 2004/4000");
        await Expect(page.Page.GetByTestId("exchange-loss")).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Circuit_ThatDoesNotTakeReports_ShowsHowFarThePageIsBehind()
    {
        await using var app = new RunningApp();
        await using var page = await OpenListeningAsync(app);
        var behind = page.Page.Locator(".log").GetByTestId("behind");
        await Expect(behind).ToBeEmptyAsync();

        await HoldReportsAsync(page);
        using var client = new HttpClient();
        for (int i = 0; i < 3; i++)
        {
            var answer = await client.PostAsJsonAsync($"{app.Url}broadcast/news", new { data = $"{i}" }, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        await Expect(behind).ToHaveTextAsync(ThreeBehind());
        await Expect(page.Rows("event")).ToHaveCountAsync(0);

        await page.Page.EvaluateAsync("() => window.release()");

        await Expect(page.Rows("event")).ToHaveCountAsync(3);
        await Expect(behind).ToBeEmptyAsync();
    }

    [BrowserFact]
    public async Task Page_ThatFallsBehind_MovesNoControl()
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "load?rate=10&seconds=30");
        await page.Button("Start").ClickAsync();
        await Expect(page.Rows("event").First).ToBeVisibleAsync();
        var behind = page.Page.GetByTestId("behind");
        await Expect(behind).ToHaveTextAsync(["", "", ""]);
        string before = await PlacesAsync(page);

        await HoldReportsAsync(page);

        await Expect(behind).ToHaveTextAsync([SomeBehind(), SomeBehind(), SomeBehind()]);
        Assert.Equal(before, await PlacesAsync(page));
    }

    // Holds what the page sends to its circuit, as a slow network does.
    private static async Task HoldReportsAsync(OpenedPage page) => await page.Page.EvaluateAsync(
        """
        () => {
          const send = WebSocket.prototype.send;
          const held = [];
          WebSocket.prototype.send = function (data) { held.push(() => send.call(this, data)); };
          window.release = () => {
            WebSocket.prototype.send = send;
            for (const one of held) one();
          };
        }
        """);

    private static Task<string> PlacesAsync(OpenedPage page) => page.Page.EvaluateAsync<string>(
        """
        () => [...document.querySelectorAll("main :is(button, [role=tab])")]
          .map((control) => { const at = control.getBoundingClientRect(); return `${control.innerText} ${at.x} ${at.y}`; }).join("\n")
        """);

    private async Task<OpenedPage> OpenListeningAsync(RunningApp app)
    {
        var page = await OpenedPage.OpenAsync(browser, app, "broadcast");
        await page.Button("Listen").ClickAsync();
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        return page;
    }

    [GeneratedRegex(@"^\d+ events?, \d+\.\d s behind$")]
    private static partial Regex SomeBehind();

    [GeneratedRegex(@"^3 events, \d+\.\d s behind$")]
    private static partial Regex ThreeBehind();
}
