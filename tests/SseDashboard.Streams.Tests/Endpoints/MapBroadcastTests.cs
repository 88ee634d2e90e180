using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams.Tests;

public class MapBroadcastTests
{
    [Fact]
    public async Task Get_ValidName_StreamsTheChannelAndReleasesItAtTheEnd()
    {
        await using var host = await HostAsync();
        await using (var client = await host.OpenAsync("/news"))
        {
            using var lease = host.Channels.Open("news")!;
            await lease.Channel.PublishAsync(new() { Data = "one" }, TestContext.Current.CancellationToken);
            await client.UntilAsync("data: one\n\n");
            // In use by the stream and this lease.
            Assert.Null(host.Channels.Open("other"));
        }

        await Wait.UntilAsync(() => host.Registry.Count == 0, "the stream ends");
        await Wait.UntilAsync(() => host.Channels.Open("other") is not null, "the channel of the ended stream can be evicted");
        Assert.Equal((1, "other"), (host.Channels.Evicted, host.Channels.Channels.Single().Name));
    }

    [Theory]
    [InlineData("/bad%20name", 400)]
    [InlineData("/private-1", 403)]
    [InlineData("/private-1", 418, true)]
    public async Task Get_RefusedByThePolicy_CreatesNoChannel(string target, int status, bool ownResponse = false)
    {
        await using var host = await HostAsync(options =>
        {
            options.CanListen = (context, channel) => ValueTask.FromResult(!channel.StartsWith("private", StringComparison.Ordinal));
            if (ownResponse)
                options.Refuse = refusal => TypedResults.StatusCode(refusal == BroadcastRefusal.Forbidden ? 418 : 500);
        });
        await using var client = await host.OpenAsync(target);
        Assert.Equal(status, client.Status);
        Assert.Empty(host.Channels.Channels);
    }

    [Fact]
    public async Task Get_AllChannelsInUse_Is503WithRetryAfter()
    {
        await using var host = await HostAsync();
        using var lease = host.Channels.Open("busy");
        await using var client = await host.OpenAsync("/news");
        Assert.Equal(503, client.Status);
        Assert.Contains("Retry-After: 5\r\n", client.Head);
    }

    [Fact]
    public async Task Head_ValidName_SendsTheHeadersAndCreatesNoChannel()
    {
        await using var host = await HostAsync();
        using var client = new HttpClient { BaseAddress = host.Uri };
        using var request = new HttpRequestMessage(HttpMethod.Head, "/news");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((200, "text/event-stream"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Empty(host.Channels.Channels);
    }

    [Fact]
    public async Task Lease_DisposedTwice_ReleasesOnce()
    {
        await using var host = await HostAsync();
        using var kept = host.Channels.Open("news");
        var lease = host.Channels.Open("news")!;
        lease.Dispose();
        lease.Dispose();
        Assert.Null(host.Channels.Open("other"));
    }

    private static Task<StreamHost> HostAsync(Action<BroadcastEndpointOptions>? configure = null) =>
        StreamHost.MapAsync((_, routes) => routes.MapBroadcast("/{channel}", configure), [("MaxChannels", "1")]);
}
