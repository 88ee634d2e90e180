using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace SseDashboard.Streams.Tests;

public class StreamHeaderTests
{
    [Theory]
    [InlineData("1.1", "X: y", "keep-alive")]
    [InlineData("1.1", "Connection: keep-alive", "keep-alive")]
    [InlineData("1.1", "Connection: close", "close")]
    [InlineData("1.1", "Connection: x, CLOSE", "close")]
    [InlineData("1.0", "X: y", "close")]
    [InlineData("1.0", "Connection: keep-alive", "close")]
    public async Task Connection_OfAResponse_SaysWhetherItStaysOpen(string version, string header, string expected)
    {
        await using var host = await StreamHost.StartAsync((_, cancellationToken) => Task.Delay(-1, cancellationToken));
        await using var client = await RawStream.OpenAsync(host.Port, headers: [header], version: version);
        var lines = client.Head.Split("\r\n").Where(line => line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([$"Connection: {expected}"], lines);
    }

    [Fact]
    public async Task MinimumDataRate_SlowReader_IsNotDisconnected()
    {
        MinDataRate? before = null, during = null;
        await using var host = await StreamHost.MapAsync(
            (_, routes) => routes.MapGet("/", async context =>
            {
                var rate = context.Features.Get<IHttpMinResponseDataRateFeature>()!;
                before = rate.MinDataRate;
                await EventStream.From((_, cancellationToken) =>
                {
                    during = rate.MinDataRate;
                    return Task.Delay(-1, cancellationToken);
                }).ExecuteAsync(context);
            }),
            []);
        await using var client = await host.OpenAsync();
        await Wait.UntilAsync(() => host.Registry.Snapshot() is [{ Waiting: null }], "the stream is open");
        Assert.NotNull(before);
        Assert.Null(during);
    }

    [Fact]
    public async Task Body_OfAStream_IsNotBuffered()
    {
        await using var host = await StreamHost.BroadcastAsync();
        var body = new HeldBody();
        var running = host.Registry.RunAsync(body.Request(), new CursorSource(host.Channel, null), null);
        Assert.True(body.BufferingIsDisabled);
        host.Registry.Drop(1);
        await Wait.ForAsync(running, "the stream ends");
    }
}
