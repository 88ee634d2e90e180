using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Streams.Redis.Tests;

namespace SseDashboard.E2E;

/// <summary>The host is killed during a broadcast and restarted: no client receives wrong history.</summary>
public sealed class RestartTests(Browser browser)
{
    private const int Clients = 4;

    // Event numbers start at 0 before the host is killed, and at these after it.
    private const int After = 1_000_000;
    private const int Resumed = 2_000_000;

    private sealed record Received(string Type, string Data, string Id);

    private sealed record Published(string Id);

    [BrowserFact]
    public async Task Broadcast_HostKilledAndRestarted_EveryClientGetsGapAndNoDuplicates()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var ids = new Dictionary<string, string>();
        using var first = await HostProcess.StartAsync(FreePorts.Next(), cancellation);
        using var http = new HttpClient { BaseAddress = first.Url };
        var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await ListenAsync(page, first.Url);

        var publishing = PublishUntilKilledAsync();
        await AllHaveAsync(page, "log.some((e) => e.data === '9')", "every listener has the tenth event");
        await first.KillAsync(cancellation);
        int unanswered = await publishing;
        using var second = await HostProcess.StartAsync(first.Url.Port, cancellation);
        await PublishAsync(After, 5);
        await AllHaveAsync(page, "log.some((e) => e.type === 'gap')", "every listener has a gap event after the restart");
        await PublishAsync(Resumed, 30);
        await AllHaveAsync(page, $"log.some((e) => e.data === '{Resumed + 29}')", "every listener has the last event after the restart");

        foreach (var log in await LogsAsync(page))
        {
            var messages = log.Where(e => e.Type == "message").ToArray();
            Assert.Equal(messages.DistinctBy(e => e.Data).Count(), messages.Length);
            Assert.All(messages.Where(e => e.Data != $"{unanswered}"), e => Assert.Equal(ids[e.Data], e.Id));
            Assert.Equal(messages.DistinctBy(e => e.Id).Count(), messages.Length);
            Assert.Equal(messages.Select(e => int.Parse(e.Data)).Order(), messages.Select(e => int.Parse(e.Data)));
            Assert.Single(log, e => e.Type == "gap");
            Assert.Equal(Enumerable.Range(Resumed, 30), messages.Select(e => int.Parse(e.Data)).Where(number => number >= Resumed));
        }

        async Task PublishAsync(int from, int count)
        {
            for (int number = from; number < from + count; number++)
                await PublishOneAsync(number);
        }

        // Returns the number of the event that got no answer: it may have been published anyway.
        async Task<int> PublishUntilKilledAsync()
        {
            for (int number = 0; ; number++)
            {
                try
                {
                    await PublishOneAsync(number);
                }
                catch (Exception error) when (error is HttpRequestException or IOException)
                {
                    return number;
                }
            }
        }

        async Task PublishOneAsync(int number)
        {
            using var response = await http.PostAsJsonAsync("/broadcast/news", new { data = $"{number}" }, cancellation);
            response.EnsureSuccessStatusCode();
            ids[$"{number}"] = (await response.Content.ReadFromJsonAsync<Published>(cancellation))!.Id;
        }
    }

    private static async Task ListenAsync(IPage page, Uri url)
    {
        // Any URL of the host's origin will do; this one has no stream and no circuit.
        await page.GotoAsync(new Uri(url, "favicon.svg").AbsoluteUri);
        await page.EvaluateAsync($$"""
            () => {
              globalThis.logs = Array.from({ length: {{Clients}} }, () => {
                const log = [];
                const source = new EventSource("/broadcast/news");
                for (const type of ["message", "gap"]) {
                  source.addEventListener(type, (e) => log.push({ type: e.type, data: e.data, id: e.lastEventId }));
                }
                log.source = source;
                return log;
              });
            }
            """);
        await AllHaveAsync(page, "log.source.readyState === EventSource.OPEN", "every listener's stream is open");
    }

    private static Task AllHaveAsync(IPage page, string condition, string what) =>
        Wait.UntilAsync(() => page.EvaluateAsync<bool>($"() => globalThis.logs.every((log) => {condition})"), what);

    private static async Task<Received[][]> LogsAsync(IPage page) =>
        JsonSerializer.Deserialize<Received[][]>(
            await page.EvaluateAsync<string>("() => JSON.stringify(globalThis.logs)"), JsonSerializerOptions.Web)!;
}
