using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.E2E;

/// <summary>A full host: EventSource gives up without a reason; the page explains why and retries.</summary>
public sealed class RefusalTests(Browser browser)
{
    [BrowserTheory]
    [InlineData("GET", "CLOSED 2")]
    [InlineData("POST", "CONNECTING 0")]
    public async Task Stream_HostFull_SaysSoAndOpensOnceThereIsRoom(string method, string state)
    {
        await using var app = new RunningApp(("Streams:MaxConnections", "1"), ("Streams:RetryAfter", "00:00:01"));
        await using var demo = await DemoPage.OpenAsync(browser, app);
        using var http = new HttpClient();
        var taken = await http.GetStreamAsync(new Uri(app.Url + "sse?heartbeatMs=1000"), TestContext.Current.CancellationToken);
        await Choice.SelectAsync(demo.Page, "Method", method);

        await demo.Connect.ClickAsync();
        await Expect(demo.Own("reconnecting").First).ToContainTextAsync("1 event streams at once and all are taken");
        await Expect(demo.State).ToHaveTextAsync(state);
        await taken.DisposeAsync();

        await Expect(demo.Own("open")).ToHaveCountAsync(1);
        await Expect(demo.Events.First).ToBeVisibleAsync();
        await demo.Close.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");
    }

    [BrowserFact]
    public async Task Stream_Refused_IsCountedOnce()
    {
        await using var app = new RunningApp(("Streams:MaxConnections", "1"), ("Streams:RetryAfter", "01:00:00"));
        await using var demo = await DemoPage.OpenAsync(browser, app);
        using var http = new HttpClient();
        await using var taken = await http.GetStreamAsync(new Uri(app.Url + "sse?heartbeatMs=1000"), TestContext.Current.CancellationToken);

        await demo.Connect.ClickAsync();
        await Expect(demo.Own("reconnecting")).ToContainTextAsync("1 event streams at once and all are taken");

        var totals = app.Services.GetRequiredService<ConnectionRegistry>().Totals;
        Assert.Equal((1, 1), (totals.Refused.Values.Sum(), totals.Opened));
    }

    [BrowserFact]
    public async Task Stream_InvalidRequest_IsAnsweredOnceWithItsStatus()
    {
        await using var app = new RunningApp(("Document:MinHeartbeatMs", "600"));
        await using var demo = await DemoPage.OpenAsync(browser, app);
        await demo.Page.GetByLabel("Heartbeat").ClickAsync();
        await demo.Page.GetByRole(AriaRole.Option, new() { Name = "0.5 s" }).ClickAsync();

        await demo.Connect.ClickAsync();

        await Expect(demo.Own("failed")).ToContainTextAsync("The server answered 400 Bad Request. heartbeatMs: Must be 0, or 600");
        Assert.Equal(1, app.Services.GetRequiredService<RefusalCounter>().Total);
    }

    [BrowserFact]
    public async Task Stream_ClosedBeforeRetry_SendsNoMoreRequests()
    {
        await using var app = new RunningApp(("Streams:MaxConnections", "1"), ("Streams:RetryAfter", "00:00:01"));
        await using var demo = await DemoPage.OpenAsync(browser, app);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, app.Url + "sse")
        {
            Content = new StringContent("""{ "messages": 1, "intervalMs": 3000 }""", Encoding.UTF8, "application/json"),
        };
        using var taken = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        await demo.Connect.ClickAsync();
        await Expect(demo.Own("reconnecting").First).ToBeAttachedAsync();
        await demo.Close.ClickAsync();
        await Expect(demo.Own("closed")).ToHaveCountAsync(1);
        int tried = await demo.Own("connecting").CountAsync();

        // The other stream ends 4.5 s after its start, long after the next retry was due.
        await Wait.ForAsync(taken.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken), "the other stream ends");
        await Expect(demo.Own("connecting")).ToHaveCountAsync(tried);
    }
}
