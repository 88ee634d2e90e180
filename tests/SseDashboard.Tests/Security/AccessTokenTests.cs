using System.Net;
using SseDashboard.Tests.Document;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Security;

public sealed class AccessTokenTests
{
    private const string Token = "0123456789abcdef";
    private const string Path = "/jobs/1-0000";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0123456789abcde")]
    [InlineData("Bearer 0123456789abcdef0")]
    [InlineData("Bearer 0123456789ABCDEF")]
    [InlineData("Basic 0123456789abcdef")]
    [InlineData("0123456789abcdef")]
    public async Task Request_WithoutTheToken_IsRefused(string? authorization)
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, Path, null,
            authorization is null ? [] : [("Authorization", authorization)]);

        await Problem.OfAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Bearer 0123456789abcdef")]
    [InlineData("bearer  0123456789abcdef")]
    public async Task Request_WithTheToken_IsAnswered(string authorization)
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, Path, null, ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Page_OpenedOnceWithTheToken_GetsACookieThatStandsForIt()
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        using var first = await host.SendAsync(client, HttpMethod.Get, $"{Path}?a=1&access_token={Token}&b=2");

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal($"{Path}?a=1&b=2", first.Headers.Location?.OriginalString);
        string cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);

        using var second = await host.SendAsync(client, HttpMethod.Get, Path, null, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
    }

    [Theory]
    [InlineData("?access_token=0123456789abcdeX", "")]
    [InlineData("?access_token=", "")]
    [InlineData("", "sse_dashboard_access=0123456789abcdef")]
    [InlineData("", "sse_dashboard_access=")]
    public async Task Request_WrongQueryOrCookie_IsRefused(string query, string cookie)
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, Path + query, null, ("Cookie", cookie));

        await Problem.OfAsync(response, HttpStatusCode.Unauthorized);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/_blazor")]
    [InlineData("GET", "/favicon.svg")]
    [InlineData("GET", "/idle-proxy/5/sse")]
    [InlineData("POST", "/jobs")]
    [InlineData("DELETE", "/jobs/1-0000")]
    [InlineData("PUT", "/sse")]
    public async Task Request_AnythingButTheDemoStreams_NeedsTheToken(string method, string path)
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        var request = new HttpRequestMessage(new(method), path);
        await using var response = await host.OpenAsync(client, request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.Response.StatusCode);
    }

    [Fact]
    public async Task DemoStreams_WithoutTheToken_AreAnswered()
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        await using var get = await host.OpenAsync(client, "/sse");
        await using var post = await host.OpenAsync(client, PostSseTests.Post("{}"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (get.Response.StatusCode, post.Response.StatusCode));
    }

    // The cookie comes along with whatever a foreign page sends, so it must not excuse where a request comes from.
    [Fact]
    public async Task Change_PageOfAnotherOriginWithTheToken_IsRefused()
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, "/jobs", "{}",
            ("Authorization", $"Bearer {Token}"), ("Origin", "https://attacker.example"));

        await Problem.OfAsync(response, HttpStatusCode.Forbidden);
    }
}
