using System.Net.Http.Json;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>Right-to-left text and direction controls do not affect the page's own text.</summary>
public sealed class DirectionTests(Browser browser)
{
    // ASCII characters outside a bdi element or an isolate are the page's own: on a line, each is to the right of the previous
    // one.
    private const string TurnedWords = """
        () => {
          const turned = [];
          const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode;
            if (node.parentElement.closest("bdi, pre, i, code")) continue;
            const range = document.createRange();
            let last = null;
            let depth = 0;
            for (let i = 0; i < node.data.length; i++) {
              const character = node.data[i];
              depth += character === "\u2068" ? 1 : character === "\u2069" ? -1 : 0;
              if (depth > 0 || !/[!-~]/.test(character)) continue;
              range.setStart(node, i);
              range.setEnd(node, i + 1);
              const box = range.getBoundingClientRect();
              if (box.width === 0) continue;
              if (last !== null && last.top === box.top && box.left < last.left) {
                turned.push(node.data);
                break;
              }
              last = box;
            }
          }
          return turned;
        }
        """;

    [BrowserTheory]
    [InlineData("\u202e")]
    [InlineData("\u2067")]
    [InlineData("\u05d0\u05d1\u05d2")]
    public async Task Event_TypeAndDataChangeDirection_PageTextIsUnaffected(string turning)
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "broadcast", 1600);
        string type = $"{turning}7x";
        await page.Field("Types, besides message and gap").FillAsync(type);
        await page.Button("Listen").ClickAsync();
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        using var client = new HttpClient();
        foreach (string published in new[] { type, $"unheard{turning}" })
        {
            var answer = await client.PostAsJsonAsync(
                $"{app.Url}broadcast/news", new { type = published, data = $"12 {turning} abc 34" }, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        await page.Rows("event").ClickAsync();
        await Expect(page.Page.GetByTestId("event-details")).ToBeVisibleAsync();
        // The first frame belongs to the stream itself: the id it resumes from.
        await Expect(page.Page.GetByTestId("exchange-frame")).ToHaveCountAsync(3);
        await AssertNothingTurnedAsync(page);
        foreach (var (tab, shown) in new[] { ("Wire", "wire-heading"), ("Latency", "latency-row"), ("Connections", "ledger-row") })
        {
            await page.Page.GetByRole(AriaRole.Tab, new() { Name = tab, Exact = true }).ClickAsync();
            await Expect(page.Page.GetByTestId(shown).First).ToBeVisibleAsync();
            await AssertNothingTurnedAsync(page);
        }
    }

    private static async Task AssertNothingTurnedAsync(OpenedPage page) =>
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(TurnedWords));
}
