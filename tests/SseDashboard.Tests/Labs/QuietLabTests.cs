using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>The silent stream of the lesson on keep-alive.</summary>
public sealed class QuietLabTests
{
    private const string First = "data: The last event for a while\n\n", Last = "event: final\ndata: Still here\n\n";

    [Fact]
    public async Task Stream_WithoutAHeartbeat_IsSilentLongerThanTheHostsOwnHeartbeat()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/labs/quiet?seconds=20");
        Assert.Equal(First, await stream.NextAsync());
        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([Last], await stream.RestAsync());
    }

    [Fact]
    public async Task Stream_WithAHeartbeat_HasACommentAtEachInterval()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/labs/quiet?seconds=3&heartbeatMs=1000&text=still%20here");
        Assert.Equal(First, await stream.NextAsync());
        foreach (int second in new[] { 1, 2 })
        {
            await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(second));
            Assert.Equal(": still here\n\n", await stream.NextAsync());
        }

        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(3));
        Assert.Equal([Last], await stream.RestAsync());
    }

    [Theory]
    [InlineData("", "seconds")]
    [InlineData("?seconds=0", "seconds")]
    [InlineData("?seconds=121", "seconds")]
    [InlineData("?seconds=3&heartbeatMs=99", "heartbeatMs")]
    [InlineData("?seconds=3&heartbeatMs=fast", "heartbeatMs")]
    public async Task Request_OutOfBounds_IsRefusedWithTheField(string query, string field)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, $"/labs/quiet{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\":", await response.Content.ReadAsStringAsync(host.HangGuard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_TextTooLong_IsRefused()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, $"/labs/quiet?seconds=3&heartbeatMs=1000&text={new string('x', 101)}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
