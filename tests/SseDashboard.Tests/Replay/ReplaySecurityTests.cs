using System.Net;
using SseDashboard.Tests.Hosting;
using static SseDashboard.Tests.Replay.ReplayClient;

namespace SseDashboard.Tests.Replay;

/// <summary>Who may change, and who may read recordings.</summary>
public sealed class ReplaySecurityTests
{
    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "http://localhost:5173")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Change_PageOfAnotherOrigin_IsRefused(string name, string value)
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);

        using (var keep = await client.PostAsync("/replay/evil", "data: a\n\n"u8.ToArray(), headers: (name, value)))
            await Problem.OfAsync(keep, HttpStatusCode.Forbidden);
        using (var step = await client.PostAsync("/replay/three/step", [], headers: (name, value)))
            await Problem.OfAsync(step, HttpStatusCode.Forbidden);
        using (var delete = await client.Host.SendAsync(client.Http, HttpMethod.Delete, "/replay/three", null, (name, value)))
            await Problem.OfAsync(delete, HttpStatusCode.Forbidden);
        using var evil = await client.GetAsync("/replay/evil");
        Assert.Equal(HttpStatusCode.NotFound, evil.StatusCode);
        using var three = await client.GetAsync("/replay/three?speed=max");
        Assert.Equal(HttpStatusCode.OK, three.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-ndjson")]
    [InlineData("text/event-stream")]
    public async Task Change_WithAnotherContentType_IsRefused(string type)
    {
        await using var client = new ReplayClient();

        using var keep = await client.PostAsync("/replay/a", "data: a\n\n"u8.ToArray(), type);
        await Problem.OfAsync(keep, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("/replay/three", "POST")]
    [InlineData("/replay/three", "DELETE")]
    [InlineData("/replay/three/step", "POST")]
    public async Task Preflight_ForAChange_IsNotAllowed(string path, string method)
    {
        await using var client = new ReplayClient();

        using var preflight = await client.Host.SendAsync(client.Http, HttpMethod.Options, path, null,
            ("Origin", "http://localhost:5173"), ("Access-Control-Request-Method", method));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
    }

    // As a front end under development, and the clients of language models in a browser, read it.
    [Theory]
    [InlineData("http://localhost:5173", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("https://example.com", true)]
    [InlineData("null", true)]
    public async Task Replay_PageThatMayRead_IsAllowed(string origin, bool anyOrigin)
    {
        await using var client = new ReplayClient(("Replay:AnyOrigin", $"{anyOrigin}"));
        await client.KeepAsync("three", Three);

        using var replay = await client.GetAsync("/replay/three?speed=max", ("Origin", origin), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(origin, Assert.Single(replay.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("Replay-Start", Assert.Single(replay.Headers.GetValues("Access-Control-Expose-Headers")));
        using var preflight = await client.Host.SendAsync(client.Http, HttpMethod.Options, "/replay/three/v1/messages", null,
            ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type,x-stainless-lang"));
        Assert.Equal(origin, Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("x-stainless-lang", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
        using var post = await client.Host.SendAsync(client.Http, HttpMethod.Post, "/replay/three/v1/messages?speed=max", "{}", ("Origin", origin), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.OK, post.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Replay_AnyOtherPage_IsRefusedAndOpensNothing(string name, string value)
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);

        using (var get = await client.GetAsync("/replay/three?step=1", (name, value)))
        {
            await Problem.OfAsync(get, HttpStatusCode.Forbidden);
            Assert.False(get.Headers.Contains("Access-Control-Allow-Origin"));
        }

        using var post = await client.Host.SendAsync(client.Http, HttpMethod.Post, "/replay/three/v1/messages?step=1", "{}", (name, value));
        await Problem.OfAsync(post, HttpStatusCode.Forbidden);
        Assert.Equal(0, client.Host.OpenStreams);
    }

    // Under a name of its own, the dashboard's origin is not on localhost.
    [Fact]
    public async Task Replay_PageOfTheDashboardItself_IsAllowed()
    {
        await using var client = new ReplayClient(("AllowedHosts", "*"));
        await client.KeepAsync("three", Three);

        using var replay = await client.GetAsync("/replay/three?speed=max", ("Host", "dashboard.example"), ("Origin", "https://dashboard.example"), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, replay.StatusCode);
    }

    [Fact]
    public async Task Replay_BeyondTheHostsStreams_IsRefusedAsEveryStreamIs()
    {
        await using var client = new ReplayClient(("Streams:MaxConnections", "1"));
        await client.KeepAsync("page", "{\"recording\":1,\"status\":404,\"contentType\":\"text/html\"}\n{\"ms\":0,\"text\":\"gone\"}");
        await client.KeepAsync("three", Three);
        await using var open = await client.OpenAsync("/replay/three?step=1");

        using var refused = await client.GetAsync("/replay/page");
        await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task List_IsNotForOtherOrigins()
    {
        await using var client = new ReplayClient(("Replay:AnyOrigin", "true"));

        using var list = await client.GetAsync("/replay", ("Origin", "http://localhost:5173"));
        Assert.False(list.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("GET", "/replay")]
    [InlineData("GET", "/replay/three")]
    [InlineData("POST", "/replay/three/v1/messages")]
    public async Task Replay_WithoutTheAccessToken_IsRefused(string method, string path)
    {
        await using var client = new ReplayClient(("Security:AccessToken", "0123456789abcdef"));

        using var refused = await client.Host.SendAsync(client.Http, new(method), path, method == "POST" ? "{}" : null);
        await Problem.OfAsync(refused, HttpStatusCode.Unauthorized);
    }
}
