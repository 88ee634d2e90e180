using System.Diagnostics;
using System.Net;
using System.Text;
using SseDashboard.Tests.Hosting;
using SseDashboard.Tests.Jobs;

namespace SseDashboard.Tests.Labs;

public sealed class IdleProxyTests
{
    [Fact]
    public async Task Stream_NotIdle_IsForwardedUnchanged()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var direct = await host.OpenAsync(client, "/sse");
        await using var proxied = await host.OpenAsync(client, "/idle-proxy/120/sse");

        Assert.Equal("text/event-stream", proxied.Response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", proxied.Response.Headers.CacheControl?.ToString());
        Assert.Equal(["no"], proxied.Response.Headers.GetValues("X-Accel-Buffering"));
        // Each frame is read before the next is due, so a proxy that held events back would hang the test.
        Assert.Equal(await direct.NextAsync(4), await proxied.NextAsync(4));
        foreach (int second in new[] { 2, 4, 6, 7 })
        {
            await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(second));
            Assert.Equal(await direct.NextAsync(), await proxied.NextAsync());
        }

        Assert.Null(await proxied.NextAsync());
    }

    // This test and the next take seconds of real time, since the proxy uses the system clock.
    [Fact]
    public async Task Stream_IdleForLonger_IsCutAndFreed()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/idle-proxy/3/sse");
        await stream.NextAsync(4);

        var cut = await Assert.ThrowsAnyAsync<IOException>(stream.NextAsync);
        Assert.IsNotType<InvalidDataException>(cut);
        await Wait.UntilAsync(() => host.OpenStreams == 0, "the server has no stream open");
        Assert.Empty(host.Logs.Problems);
    }

    // The heartbeat uses the test's clock, the proxy the system's: four real seconds pass, none of them idle.
    [Fact]
    public async Task Stream_HeartbeatShorterThanTheTimeout_Lives()
    {
        await using var host = new TestHost(("Streams:MaxLifetime", "0"));
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/idle-proxy/3/broadcast/quiet");
        Assert.StartsWith("id: ", await stream.NextAsync(), StringComparison.Ordinal);

        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(4);)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(16));
            Assert.StartsWith(":", await stream.NextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stream_NoHeadersForLonger_IsRefusedWith504()
    {
        await using var host = new TestHost().With("/sse", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, "/idle-proxy/1/sse");

        await Problem.OfAsync(response, HttpStatusCode.GatewayTimeout);
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Stream_ClientLeaves_IsFreed()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using (var stream = await host.OpenAsync(client, "/idle-proxy/120/sse"))
            await stream.NextAsync(4);

        await Wait.UntilAsync(() => host.OpenStreams == 0, "the server has no stream open");
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Post_Sse_CarriesTheBodyThrough()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, new HttpRequestMessage(HttpMethod.Post, "/idle-proxy/120/sse")
        {
            Content = new StringContent("""{"messages": 0, "final": false}""", Encoding.UTF8, "application/json"),
        });

        Assert.Equal(4, (await stream.RestAsync()).Count);
    }

    [Fact]
    public async Task JobEvents_Resumed_CarryTheLastEventIdThrough()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 10}""");
        await Wait.ForAsync(host.Job(path).Ended, "the job ends");

        await using var stream = await host.EventsAsync(client, $"/idle-proxy/120{path}", "1");
        Assert.Equal(["finish"], (await stream.RestAsync()).Select(frame => JobClient.Read(frame).Type));
    }

    [Fact]
    public async Task Request_OnHttp2_IsForwarded()
    {
        await using var host = new TestHost();
        using var client = host.Connect(HttpVersion.Version20);
        await using var stream = await host.OpenAsync(client, "/idle-proxy/120/sse");

        Assert.StartsWith("id: ", await stream.NextAsync(4), StringComparison.Ordinal);
        Assert.Empty(stream.Response.Headers.Connection);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("121")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("%201")]
    [InlineData("1%20")]
    [InlineData("1.5")]
    [InlineData("soon")]
    public async Task Request_SecondsOutOfRange_IsRefusedAndNamed(string seconds)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, $"/idle-proxy/{seconds}/sse");

        await Problem.IsOfFieldAsync(response, "seconds");
    }

    // To itself, to another host, to another endpoint, and past the allow-list by encoding.
    [Theory]
    [InlineData("")]
    [InlineData("idle-proxy/1/sse")]
    [InlineData("idle-proxy/1/idle-proxy/1/sse")]
    [InlineData("http://example.org/sse")]
    [InlineData("//example.org/sse")]
    [InlineData("@example.org/sse")]
    [InlineData("sse/x")]
    [InlineData("SSE%0A")]
    [InlineData("sse%2Fx")]
    [InlineData("jobs")]
    [InlineData("jobs/1-0000")]
    [InlineData("jobs/..%2Fx/events")]
    [InlineData("broadcast/%252e%252e")]
    [InlineData("broadcast/a/b")]
    [InlineData("_blazor")]
    public async Task Request_PathThatIsNotAStream_IsNotFound(string path)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, $"/idle-proxy/5/{path}");

        await Problem.OfAsync(response, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("broadcast/news")]
    [InlineData("jobs")]
    [InlineData("jobs/1-0000/events")]
    public async Task Post_AnythingButSse_IsNotFound(string path)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, $"/idle-proxy/5/{path}", "{}");

        await Problem.OfAsync(response, HttpStatusCode.NotFound);
    }

    // The host's other name passed the host filter on the way in, and must pass it again on the inner request.
    [Fact]
    public async Task Request_HostKnownByAnotherName_IsForwardedUnderIt()
    {
        await using var host = new TestHost(("AllowedHosts", "dashboard.example"));
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Get, "/idle-proxy/120/sse");
        request.Headers.Host = "dashboard.example";
        await using var stream = await host.OpenAsync(client, request);

        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
    }

    [Fact]
    public async Task Start_WrongBound_IsRefusedAndNamesTheKey()
    {
        await using var host = new TestHost(("IdleProxy:MaxSeconds", "0"));

        Assert.Contains("IdleProxy:MaxSeconds", host.StartRefused(), StringComparison.Ordinal);
    }
}
