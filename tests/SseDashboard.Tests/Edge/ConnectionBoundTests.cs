using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Edge;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Edge;

public sealed class ConnectionBoundTests
{
    private static readonly int WebSockets = new CircuitLimits { Max = 1 }.MaxWebSockets;
    private static readonly int Max = 1 + WebSockets + 16 + 1 + 1;

    private static TestHost SmallHost() => new(
        ("Streams:MaxConnections", "1"), ("Circuits:Max", "1"), ("Connections:Requests", "16"), ("IdleProxy:MaxStreams", "1"), ("Hop:MaxStreams", "1"));

    // One limit for both endpoints: neither alone reaches it.
    [Fact]
    public async Task Connections_OverTheBoundOfAllEndpoints_AreClosedAndCountedUntilOneLeaves()
    {
        await using var host = SmallHost();
        var sockets = new List<TcpClient>();
        for (int i = 0; i < Max; i++)
            sockets.Add(await host.ConnectSocketAsync(i % 2 == 0 ? host.Http1 : host.Http2));
        var bound = host.Services.GetRequiredService<ConnectionBound>();
        await Wait.UntilAsync(() => bound.Open == Max, "the host counts every connection");

        foreach (var address in new[] { host.Http1, host.Http2 })
            Assert.True(await IsRefusedAsync(host, address), $"{address} did not close a connection over the limit.");
        Assert.Equal((Max, 2), (bound.Open, bound.Refused));
        Assert.Contains(host.Logs.Problems, line => line.Contains($"Closed 1 connections without an answer: {Max} are open", StringComparison.Ordinal));

        sockets.ForEach(socket => socket.Dispose());
        await Wait.UntilAsync(() => bound.Open == 0, "the host counts every connection as closed");
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Head, "/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("Connections:IdleTimeout", "")]
    [InlineData("Connections:HeadTimeout", "GET / HTTP/1.1\r\nHost: local")]
    public async Task Connection_SilentForLongerThanItsBound_IsClosed(string key, string sent)
    {
        await using var host = new TestHost((key, "00:00:01"));
        using var socket = await host.ConnectSocketAsync(host.Http1);
        await socket.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(sent), host.HangGuard);

        // Kestrel checks once a second. Its default timeouts are 130 s and 30 s.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        Assert.True(await IsClosedAsync(socket, patience.Token));
    }

    [Fact]
    public async Task WebSocket_OverTheBound_IsRefusedUntilOneCloses()
    {
        await using var host = SmallHost();
        var url = new Uri($"ws://{host.Http1.Authority}/_blazor");
        var first = Enumerable.Range(0, WebSockets).Select(_ => new ClientWebSocket()).ToList();
        try
        {
            foreach (var socket in first)
                await socket.ConnectAsync(url, host.HangGuard);
            using var second = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
            await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(url, host.HangGuard));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.HttpStatusCode);
            Assert.Equal(["5"], second.HttpResponseHeaders!["Retry-After"]);
        }
        finally
        {
            first.ForEach(socket => socket.Dispose());
        }

        await Wait.UntilAsync(() => host.Services.GetRequiredService<ConnectionBound>().Open == 0, "the host counts every WebSocket as closed");
        using var third = new ClientWebSocket();
        await third.ConnectAsync(url, host.HangGuard);
        Assert.Equal(WebSocketState.Open, third.State);
    }

    [Theory]
    [InlineData("Connections:Requests", "0")]
    [InlineData("Connections:IdleTimeout", "75")]
    [InlineData("Connections:WebSocket", "5")]
    [InlineData("IdleProxy:MaxStreams", "0")]
    [InlineData("Streams:MaxConnections", "1000000")]
    public async Task Start_WrongBound_IsRefusedAndNamesTheKey(string key, string value)
    {
        await using var host = new TestHost((key, value));

        Assert.Contains(key, host.StartRefused(), StringComparison.Ordinal);
    }

    private static async Task<bool> IsRefusedAsync(TestHost host, Uri address)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(host.HangGuard);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var socket = await host.ConnectSocketAsync(address);
            return await IsClosedAsync(socket, patience.Token);
        }
        catch (SocketException)
        {
            // Closed before connect returned.
            return true;
        }
    }

    // Ignores what the host sent before closing, such as a 408.
    private static async Task<bool> IsClosedAsync(TcpClient socket, CancellationToken patience)
    {
        try
        {
            while (await socket.GetStream().ReadAsync(new byte[1024], patience) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
