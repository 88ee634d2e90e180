using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace SseDashboard.Streams.Tests;

public class PublicShareTests
{
    [Theory]
    [InlineData("4", "100", RefusalReason.TooManyPublicConnections, "This host serves 2 event streams that anyone may open at once")]
    [InlineData("100", "4", RefusalReason.TooManyFromAddress, "One address may open 2 event streams that anyone may open at once")]
    public async Task Open_PublicShareTaken_LeavesTheRestToOthers(
        string connections, string perAddress, RefusalReason reason, string why)
    {
        await using var host = await StartAsync(("MaxConnections", connections), ("MaxConnectionsPerAddress", perAddress), ("MaxPublicShare", "0.5"));
        await using var one = await host.OpenAsync("/open");
        await using var two = await host.OpenAsync("/open");
        using var http = new HttpClient { BaseAddress = host.Uri };
        using var refused = await http.GetAsync("/open", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.Equal(reason.ToString(), (string?)problem!["reason"]);
        Assert.StartsWith(why, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(1, host.Registry.Totals.Refused[reason]);
        Assert.Equal(2, host.Registry.PublicConnections.Streams);

        await using var three = await host.OpenAsync("/own");
        await using var four = await host.OpenAsync("/own");
        Assert.Equal((200, 200), (three.Status, four.Status));
        await using var five = await host.OpenAsync("/own");
        Assert.Equal(503, five.Status);
    }

    [Fact]
    public async Task Open_AllConnectionsTakenByOthers_IsRefusedWithinTheShare()
    {
        await using var host = await StartAsync(("MaxConnections", "1"), ("MaxPublicShare", "1"));
        await using var own = await host.OpenAsync("/own");
        await using var open = await host.OpenAsync("/open");
        Assert.Equal(503, open.Status);
        Assert.Equal(1, host.Registry.Totals.Refused[RefusalReason.TooManyConnections]);
    }

    [Fact]
    public async Task Leave_PublicStream_FreesItsConnection()
    {
        await using var host = await StartAsync(("MaxConnections", "2"), ("MaxPublicShare", "0.5"));
        await using (await host.OpenAsync("/open"))
            Assert.Equal(new(1, 1), host.Registry.PublicConnections);
        await Wait.UntilAsync(() => host.Registry.PublicConnections.Streams == 0, "the connection is released");
        await using var next = await host.OpenAsync("/open");
        Assert.Equal(200, next.Status);
    }

    private static Task<StreamHost> StartAsync(params (string Key, string Value)[] options) => StreamHost.MapAsync(
        (_, routes) =>
        {
            routes.MapGet("/open", () => EventStream.From((_, cancellationToken) => Task.Delay(-1, cancellationToken), new() { IsPublic = true }));
            routes.MapGet("/own", () => EventStream.From((_, cancellationToken) => Task.Delay(-1, cancellationToken)));
        },
        options);
}
