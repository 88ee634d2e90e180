using System.Net;
using System.Text;

namespace SseDashboard.Streams.Tests;

/// <summary>Many streams on one connection, each with its own flow-control window (RFC 9113, section 5.2).</summary>
public class Http2Tests
{
    private const int Clients = 20;
    private const int Events = 500;

    // More than the 64 KiB per stream that a client accepts without reading.
    private static readonly string Data = new('x', 1_000);

    private static readonly string All =
        "id: e-0\n\n" + string.Concat(Enumerable.Range(1, Events).Select(i => $"id: e-{i}\ndata: {Data}\n\n"));

    [Fact]
    public async Task Broadcast_ManyStreamsOnOneConnection_EachGetsEverything()
    {
        await using var host = await StreamHost.BroadcastAsync();
        using var http = Connect(host);
        var clients = new List<Stream>();
        for (int i = 0; i < Clients; i++)
            clients.Add(await OpenAsync(http));
        await PublishAsync(host);
        foreach (var client in clients)
            Assert.Equal(All, await ReadAsync(client, All.Length));
        Assert.Equal(Clients, host.Registry.Totals.Open);
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task Broadcast_StreamThatIsNotRead_IsClosedAndDoesNotBlockTheOthers()
    {
        await using var host = await StreamHost.BroadcastAsync(("WriteTimeout", "00:00:20"), ("HeartbeatInterval", "0"));
        using var http = Connect(host);
        await using var stuck = await OpenAsync(http);
        await using var quick = await OpenAsync(http);
        await PublishAsync(host);
        Assert.Equal(All, await ReadAsync(quick, All.Length));
        // The other stream's last write may still be completing although its bytes have arrived.
        await Wait.UntilAsync(
            () => host.Registry.Snapshot().Where(stream => stream.Waiting is not null).ToArray() is [{ Lag: > 0 }],
            "only the one that is behind waits for its client");
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        await Wait.UntilAsync(
            () => host.Registry.Totals is { Open: 1 } totals && totals.Ended[StreamEnd.WriteTimeout] == 1, "only that one is closed");
        await host.Channel.PublishAsync(new() { Data = "after" }, TestContext.Current.CancellationToken);
        string last = $"id: e-{Events + 1}\ndata: after\n\n";
        Assert.Equal(last, await ReadAsync(quick, last.Length));
        await Assert.ThrowsAsync<HttpProtocolException>(() => ReadAsync(stuck, All.Length));
        Assert.Empty(host.Log);
    }

    private static HttpClient Connect(StreamHost host) => new()
    {
        BaseAddress = host.Http2,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static async Task<Stream> OpenAsync(HttpClient http)
    {
        var response = await Wait.ForAsync(
            http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken), "a stream opens");
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.False(response.Headers.Contains("Connection"));
        return await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
    }

    private static async Task PublishAsync(StreamHost host)
    {
        for (int i = 0; i < Events; i++)
            await host.Channel.PublishAsync(new() { Data = Data }, TestContext.Current.CancellationToken);
    }

    private static async Task<string> ReadAsync(Stream stream, int length)
    {
        byte[] bytes = new byte[length];
        await Wait.ForAsync(
            stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken).AsTask(), $"a stream has {length} bytes");
        return Encoding.UTF8.GetString(bytes);
    }
}
