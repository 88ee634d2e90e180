using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;
using SseDashboard.Tests.Jobs;

namespace SseDashboard.Tests.Edge;

public sealed class HeadTests
{
    // Reads to the end of the response: a stream would not end, since the clock stands still.
    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/connections", "text/html; charset=utf-8")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/sse", "text/event-stream")]
    [InlineData("/broadcast/news", "text/event-stream")]
    [InlineData("/idle-proxy/5/broadcast/news", "text/event-stream")]
    [InlineData("/labs/load", "text/event-stream")]
    public async Task Head_WhereGetIs_HasItsHeadersAndTakesNoPlace(string path, string type)
    {
        await using var host = new TestHost(("Streams:MaxConnections", "1"));
        using var client = host.Connect();
        await using var taken = await host.OpenAsync(client, "/sse");
        using var answer = await host.SendAsync(client, HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(host.HangGuard));
        Assert.Equal(1, host.OpenStreams);
        Assert.Empty(host.Services.GetRequiredService<BroadcastChannels>().Channels);
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Head_OfAJob_IsNotCountedAsAWayToFollowIt()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, JobClient.Long);
        using (var status = await host.SendAsync(client, HttpMethod.Head, path))
        using (var events = await host.SendAsync(client, HttpMethod.Head, $"{path}/events"))
        {
            Assert.Equal("application/json; charset=utf-8", status.Content.Headers.ContentType?.ToString());
            Assert.Equal("text/event-stream", events.Content.Headers.ContentType?.ToString());
        }

        Assert.Equal((0, 0), (host.Job(path).Traffic.Poll.Cost.All, host.Job(path).Traffic.Stream.Cost.All));
        await host.StatusAsync(client, HttpMethod.Delete, path);
    }
}
