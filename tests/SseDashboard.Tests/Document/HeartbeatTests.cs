using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan Half = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Get_HeartbeatAskedFor_WritesACommentWhileNothingElseIsDue()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/sse?heartbeatMs=500");

        await stream.NextAsync(4);
        host.Clock.Advance(Half);

        Assert.Equal(": heartbeat\n\n", await stream.NextAsync());
    }

    [Fact]
    public async Task Post_HeartbeatAskedFor_WritesACommentWhileNothingElseIsDue()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, PostSseTests.Post("""{"heartbeatMs": 500}"""));

        await stream.NextAsync(4);
        host.Clock.Advance(Half);

        Assert.Equal(": heartbeat\n\n", await stream.NextAsync());
    }

    [Fact]
    public async Task Get_HeartbeatOff_WritesNoCommentWhenTheHostsOwnWouldBeDue()
    {
        await using var host = new TestHost(("Streams:HeartbeatInterval", "00:00:01"));
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/sse?heartbeatMs=0");

        await stream.NextAsync(4);
        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(2));

        Assert.EndsWith("data: Default event type message\n\n", await stream.NextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("249")]
    [InlineData("60001")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("")]
    public async Task Get_HeartbeatOutOfRange_IsRefusedAndNamed(string heartbeat)
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        using var response = await host.SendAsync(client, HttpMethod.Get, $"/sse?heartbeatMs={heartbeat}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("heartbeatMs", await response.Content.ReadAsStringAsync(host.HangGuard), StringComparison.Ordinal);
        Assert.Equal(0, host.OpenStreams);
    }
}
