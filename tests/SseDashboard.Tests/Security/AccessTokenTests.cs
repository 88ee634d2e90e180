using System.Net;
using System.Text;
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
    public async Task Page_OpenedOnceWithTheToken_GetsACookieInItsPlace()
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
    [InlineData("?ACCESS_TOKEN=0123456789abcdef", "/connections")]
    [InlineData("?a=1&Access_Token=0123456789abcdef&access_token=0123456789abcdef", null)]
    [InlineData("?Access_Token=0123456789abcdef&b=2", "/connections?b=2")]
    public async Task Page_OpenedWithTheToken_IsRedirectedToAnAddressWithoutIt(string query, string? location)
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Get, $"/connections{query}");

        Assert.Equal(location is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.OriginalString);
    }

    // Browsers take a target that starts with two slashes for another host.
    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example/")]
    [InlineData("/%5Cevil.example/")]
    [InlineData("/%2Fevil.example/")]
    [InlineData("/%09/evil.example/")]
    public async Task Page_OpenedWithTheToken_IsNeverRedirectedToAnotherHost(string path)
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var socket = await host.ConnectSocketAsync(host.Http1);
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {path}?access_token={Token} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), host.HangGuard);
        string answer = await new StreamReader(socket.GetStream()).ReadToEndAsync(host.HangGuard);

        string location = answer.Split("\r\n").Single(line => line.StartsWith("Location: ", StringComparison.Ordinal))["Location: ".Length..];
        Assert.Matches(@"\A/[^/\\\t]", location);
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, null)]
    [InlineData("HEAD", "/nothing", HttpStatusCode.NotFound, null)]
    [InlineData("PUT", "/nothing", HttpStatusCode.NotFound, null)]
    [InlineData("POST", "/nothing", HttpStatusCode.NotFound, null)]
    [InlineData("PUT", "/connections", HttpStatusCode.MethodNotAllowed, "GET, HEAD, POST")]
    [InlineData("PUT", "/sse", HttpStatusCode.MethodNotAllowed, "GET, HEAD, POST")]
    [InlineData("POST", "/jobs/1-0000", HttpStatusCode.MethodNotAllowed, "DELETE, GET, HEAD")]
    [InlineData("GET", "/jobs", HttpStatusCode.MethodNotAllowed, "POST")]
    [InlineData("DELETE", "/broadcast/news", HttpStatusCode.MethodNotAllowed, "GET, HEAD, POST")]
    [InlineData("PATCH", "/favicon.svg", HttpStatusCode.MethodNotAllowed, "GET, HEAD")]
    public async Task Request_WithTheToken_HasTheStatusOfAnUnknownPathOrAWrongMethod(
        string method, string path, HttpStatusCode status, string? allow)
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add("Authorization", $"Bearer {Token}");
        request.Content = method == "GET" || method == "HEAD" ? null : new StringContent("x");
        using var answer = await client.SendAsync(request, host.HangGuard);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(allow, answer.Content.Headers.Allow.Count == 0 ? null : string.Join(", ", answer.Content.Headers.Allow.Order()));
    }

    [Fact]
    public async Task Token_Wrong_IsLoggedEveryTenSecondsWithTheCount()
    {
        await using var host = new TestHost(("Security:AccessToken", Token));
        using var client = host.Connect();
        (string, string)[] wrong = [("Authorization", "Bearer 0123456789abcdeX")];
        for (int i = 0; i < 5; i++)
            await host.SendAsync(client, HttpMethod.Get, Path, null, i == 2 ? [("Cookie", "sse_dashboard_access=0")] : wrong);
        // Neither the right token nor a missing one counts as a guess.
        await host.SendAsync(client, HttpMethod.Get, Path, null, ("Authorization", $"Bearer {Token}"));
        await host.SendAsync(client, HttpMethod.Get, Path);
        Assert.EndsWith("Refused 1 requests with a wrong access token. ", Assert.Single(host.Logs.Problems), StringComparison.Ordinal);

        host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, host.Logs.Problems.Count);
        Assert.EndsWith("Refused 4 requests with a wrong access token. ", host.Logs.Problems.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Logs.Problems, line => line.Contains("0123456789", StringComparison.Ordinal));
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

    // Browsers attach the cookie to requests of foreign pages too, so it must not bypass the origin check.
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
