using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

public sealed class GetSseAccessTests
{
    // The origin of a page opened from a file is "null".
    [Theory]
    [InlineData("null")]
    [InlineData("http://localhost:8080")]
    [InlineData("https://example.org")]
    public async Task Read_PageOfAnyOrigin_IsAllowed(string origin)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Get, "/sse");
        request.Headers.Add("Origin", origin);
        await using var stream = await host.OpenAsync(client, request);

        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
        Assert.Equal(["*"], stream.Response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(stream.Response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    // Browsers send a preflight if the last event ID is long or contains unsafe characters.
    [Fact]
    public async Task Preflight_WithLastEventId_IsAllowed()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Options, "/sse");
        request.Headers.Add("Origin", "https://example.org");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "last-event-id");
        using var response = await client.SendAsync(request, host.HangGuard);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains(
            "last-event-id",
            string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")),
            StringComparison.OrdinalIgnoreCase);
    }

    // After DNS rebinding the attacker's page has the same origin as the host: only the Host header gives it away.
    [Theory]
    [InlineData("attacker.example")]
    [InlineData("attacker.example:3000")]
    [InlineData("localhost.attacker.example")]
    public async Task Read_ForeignHostName_IsRefused(string name)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Get, "/sse");
        request.Headers.Host = name;
        await using var stream = await host.OpenAsync(client, request);

        Assert.Equal(HttpStatusCode.BadRequest, stream.Response.StatusCode);
        Assert.Equal(0, host.OpenStreams);
    }

    [Theory]
    [InlineData("localhost:3000")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:3000")]
    public async Task Read_OwnHostName_IsAnswered(string name)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Get, "/sse");
        request.Headers.Host = name;
        await using var stream = await host.OpenAsync(client, request);

        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
    }
}
