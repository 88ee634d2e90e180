using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Operating;

public sealed class CircuitLimitTests
{
    private static readonly (string, string) One = ("Circuits:Max", "1");

    [Fact]
    public async Task Page_LimitReached_SaysSoAndRetries()
    {
        await using var host = new TestHost(One, ("Circuits:RetryAfter", "00:00:07"));
        using var client = host.Connect();
        await using var open = await StartAsync(host);

        using var response = await host.SendAsync(client, HttpMethod.Get, "/broadcast");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("7", response.Headers.RetryAfter?.ToString());
        string html = await response.Content.ReadAsStringAsync(host.HangGuard);
        Assert.Contains("<h1>Too many pages are open</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<meta http-equiv=\"refresh\" content=\"7\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal(1, Places(host).Refused);
    }

    [Fact]
    public async Task Page_AfterAnotherClosed_IsServedAgain()
    {
        await using var host = new TestHost(One);
        using var client = host.Connect();
        await using (await StartAsync(host))
            Assert.Equal(1, Places(host).Connected);

        await Wait.UntilAsync(() => Places(host).Connected == 0, "no page is connected");
        using var response = await host.SendAsync(client, HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Connection_OverTheLimit_GetsNoCircuitAndIsNotCounted()
    {
        await using var host = new TestHost(One);
        await using var open = await StartAsync(host);
        await using var second = await PageClient.ConnectAsync(host.Http1, host.HangGuard);

        Assert.False(await second.TryStartAsync(host.Http1));
        Assert.Equal((1, 1), (Places(host).Connected, Places(host).Refused));
    }

    [Fact]
    public async Task Negotiation_LimitReached_IsRefusedWithRetryAfter()
    {
        await using var host = new TestHost(One);
        using var client = host.Connect();
        await using var open = await StartAsync(host);

        using var response = await NegotiateAsync(host, client);

        await Problem.OfAsync(response, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("10", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Negotiations_NeverUsed_AreLimitedPerInterval()
    {
        await using var host = new TestHost(One);
        using var client = host.Connect();
        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 5; i++)
        {
            using var response = await NegotiateAsync(host, client);
            statuses.Add(response.StatusCode);
        }

        const HttpStatusCode Ok = HttpStatusCode.OK;
        Assert.Equal([Ok, Ok, Ok, Ok, HttpStatusCode.ServiceUnavailable], statuses);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        using var later = await NegotiateAsync(host, client);
        Assert.Equal(Ok, later.StatusCode);
    }

    [Fact]
    public async Task Page_Disconnected_CountsAgainstItsOwnLimit()
    {
        await using var host = new TestHost(One, ("Circuits:MaxDisconnected", "1"));
        using var client = host.Connect();
        using var page = await host.SendAsync(client, HttpMethod.Get, "/connections");
        string html = await page.Content.ReadAsStringAsync(host.HangGuard);

        for (int i = 0; i < 3; i++)
        {
            await using (var open = await StartAsync(host))
                await open.RenderAsync(html);
            await Wait.UntilAsync(() => (Places(host).Connected, Places(host).Disconnected) == (0, 1), "the page is kept disconnected");
        }
    }

    [Fact]
    public async Task Bounds_OfDisconnectedPages_AreTheFrameworks()
    {
        await using var host = new TestHost(("Circuits:MaxDisconnected", "12"), ("Circuits:KeepDisconnected", "00:00:34"));

        var circuits = host.Services.GetRequiredService<IOptions<CircuitOptions>>().Value;
        Assert.Equal((12, TimeSpan.FromSeconds(34)), (circuits.DisconnectedCircuitMaxRetained, circuits.DisconnectedCircuitRetentionPeriod));
    }

    [Fact]
    public async Task CircuitsWebSocket_CompressionOffered_KeepsNoCompressorBetweenMessages()
    {
        await using var host = new TestHost();
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new();
        socket.Options.CollectHttpResponseDetails = true;

        await socket.ConnectAsync(new UriBuilder(host.Http1) { Scheme = "ws", Path = "/_blazor" }.Uri, host.HangGuard);

        string extensions = string.Join(", ", socket.HttpResponseHeaders!["Sec-WebSocket-Extensions"]);
        Assert.Contains("permessage-deflate", extensions, StringComparison.Ordinal);
        Assert.Contains("server_no_context_takeover", extensions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiscardedCircuits_AreNotKeptToResume()
    {
        await using var host = new TestHost();

        Assert.Equal(0, host.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.PersistedCircuitInMemoryMaxRetained);
    }

    private static async Task<PageClient> StartAsync(TestHost host)
    {
        var page = await PageClient.ConnectAsync(host.Http1, host.HangGuard);
        Assert.True(await page.TryStartAsync(host.Http1), "The host did not start a circuit.");
        return page;
    }

    private static Task<HttpResponseMessage> NegotiateAsync(TestHost host, HttpClient client) =>
        host.SendAsync(client, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");

    private static CircuitPlaces Places(TestHost host) => host.Services.GetRequiredService<CircuitPlaces>();
}
