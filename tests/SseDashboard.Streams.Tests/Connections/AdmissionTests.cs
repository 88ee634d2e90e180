using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace SseDashboard.Streams.Tests;

public class AdmissionTests
{
    [Theory]
    [InlineData("MaxConnections", RefusalReason.TooManyConnections)]
    [InlineData("MaxConnectionsPerAddress", RefusalReason.TooManyFromAddress)]
    public async Task Open_OverTheBound_IsRefusedWithProblemDetails(string bound, RefusalReason reason)
    {
        await using var host = await StreamHost.StartAsync((_, cancellationToken) => Task.Delay(-1, cancellationToken), (bound, "1"), ("RetryAfter", "00:00:07"));
        await using (await host.OpenAsync())
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync(host.Uri, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("7", Assert.Single(answer.Headers.GetValues("Retry-After")));
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
            Assert.Equal(reason.ToString(), (string?)problem!["reason"]);
            Assert.Equal(1, host.Registry.Totals.Refused[reason]);
            Assert.Empty(host.Log);
        }

        await Wait.UntilAsync(() => host.Registry.Count == 0, "the connection is released");
        await using var next = await host.OpenAsync();
        Assert.Equal(200, next.Status);
    }

    [Fact]
    public async Task Open_InvalidSettings_FailsAndFreesItsConnection()
    {
        await using var host = await StreamHost.MapAsync(
            (_, routes) => routes.MapGet(
                "/", () => EventStream.From((_, _) => Task.CompletedTask, new() { ReconnectionInterval = TimeSpan.FromSeconds(-1) })),
            []);
        await using var client = await host.OpenAsync();
        Assert.Equal(500, client.Status);
        Assert.Equal(0, host.Registry.Count);
        Assert.Null(host.Registry.BusiestAddress);
        Assert.Contains(host.Log, line => line.Error is ArgumentOutOfRangeException { ParamName: "ReconnectionInterval" });
    }

    [Fact]
    public async Task BusiestAddress_StreamsOpen_IsTheirAddressAndNumber()
    {
        await using var host = await StreamHost.StartAsync((_, cancellationToken) => Task.Delay(-1, cancellationToken));
        Assert.Null(host.Registry.BusiestAddress);
        await using (await host.OpenAsync())
        await using (await host.OpenAsync())
            Assert.Equal(new("127.0.0.1", 2), host.Registry.BusiestAddress);

        await Wait.UntilAsync(() => host.Registry.BusiestAddress is null, "no address is listed");
    }

    [Fact]
    public async Task Snapshot_OpenStream_HasItsCounts()
    {
        await using var host = await StreamHost.StartAsync(async (frames, cancellationToken) =>
        {
            await frames.WriteAsync(EventFrame.Of(new() { Id = "7", Data = "x" }), cancellationToken);
            await frames.WriteAsync(EventFrame.OfComment("c"), cancellationToken);
            await Task.Delay(-1, cancellationToken);
        });
        await using var client = await host.OpenAsync("/?x=1");
        await client.UntilAsync(": c\n\n");
        var info = Assert.Single(host.Registry.Snapshot());
        Assert.Equal((1, "127.0.0.1", "/", host.Clock.GetUtcNow()), (info.Id, info.Address, info.Path, info.OpenedAt));
        Assert.Equal((1, 20, "7", (long?)null), (info.Events, info.Bytes, info.LastEventId, info.Lag));
        Assert.Equal(TimeSpan.FromSeconds(15), info.NextHeartbeat);
        Assert.InRange(info.RemainingLifetime!.Value, TimeSpan.FromMinutes(48), TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Address_AnyFamily_IsCountedBySubscriber(string address, string counted) =>
        Assert.Equal(counted, new StreamAddress(IPAddress.Parse(address)).Counted.ToString());
}
