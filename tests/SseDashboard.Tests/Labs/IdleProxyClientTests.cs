using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>Whom the host counts a request against that comes through its own proxy, and how many it takes.</summary>
public sealed class IdleProxyClientTests
{
    // The host serves one stream per address. A client counts under its real address, whatever its headers say.
    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("X-Idle-Proxy-Client", "192.0.2.1")]
    [InlineData("X-Idle-Proxy-Client", "0000000000000000000000000000000000000000000000000000000000000000 192.0.2.1")]
    public async Task Stream_ThroughTheProxy_CountsForItsClient(string name, string value)
    {
        await using var host = new TestHost(("Streams:MaxConnectionsPerAddress", "1"), ("Proxy:Addresses:0", "127.0.0.1"));
        using var neighbour = host.Connect();
        await using var direct = await host.OpenAsync(neighbour, "/sse");
        using var client = host.ConnectFrom(IPAddress.Parse("127.0.0.2"));
        await using var first = await OpenAsync("/idle-proxy/120/sse");
        await using var second = await OpenAsync("/idle-proxy/120/sse");
        await using var third = await OpenAsync("/sse");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable],
            new[] { direct, first, second, third }.Select(stream => stream.Response.StatusCode));
        Assert.Equal(
            ["127.0.0.1", "127.0.0.2"],
            host.Services.GetRequiredService<ConnectionRegistry>().Snapshot().Select(stream => stream.Address));

        Task<EventReader> OpenAsync(string path)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(name, value);
            return host.OpenAsync(client, request);
        }
    }

    [Fact]
    public async Task Stream_MoreThanTheProxyTakes_IsRefusedUntilOneLeaves()
    {
        await using var host = new TestHost(("IdleProxy:MaxStreams", "1"));
        using var client = host.Connect();
        await using (await host.OpenAsync(client, "/idle-proxy/120/sse"))
        {
            using var refused = await host.SendAsync(client, HttpMethod.Get, "/idle-proxy/120/sse");
            await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        }

        await Wait.UntilAsync(() => host.OpenStreams == 0, "the stream through the proxy has ended");
        HttpStatusCode status;
        do
        {
            await using var next = await host.OpenAsync(client, "/idle-proxy/120/sse");
            status = next.Response.StatusCode;
        }
        while (status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, status);
    }
}
