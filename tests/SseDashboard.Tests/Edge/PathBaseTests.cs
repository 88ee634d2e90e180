using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Edge;

/// <summary>A proxy may keep or remove the path base; the browser's addresses include it either way.</summary>
public sealed class PathBaseTests
{
    private const string Token = "0123456789abcdef";

    private static TestHost Host(params (string, string)[] settings) => new([("Proxy:PathBase", "/dash"), .. settings]);

    [Theory]
    [InlineData("/dash/", HttpStatusCode.OK)]
    [InlineData("/dash", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/dash/connections", HttpStatusCode.OK)]
    [InlineData("/dash/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/dashboard", HttpStatusCode.NotFound)]
    public async Task Page_UnderAPathBase_ResolvesItsAddressesAgainstIt(string path, HttpStatusCode status)
    {
        await using var host = Host();
        using var client = host.Connect();
        using var page = await host.SendAsync(client, HttpMethod.Get, path);

        Assert.Equal(status, page.StatusCode);
        string html = await page.Content.ReadAsStringAsync(host.HangGuard);
        Assert.Contains("<base href=\"/dash/\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/_", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"/", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dash/sse")]
    [InlineData("/sse")]
    [InlineData("/dash/idle-proxy/5/sse")]
    [InlineData("/dash/broadcast/news")]
    public async Task Stream_UnderAPathBase_IsServed(string path)
    {
        await using var host = Host();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, path);

        Assert.StartsWith("id: ", await stream.NextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dash/jobs")]
    [InlineData("/jobs")]
    public async Task Job_StartedUnderAPathBase_HasItInItsLocation(string path)
    {
        await using var host = Host();
        using var client = host.Connect();
        using var started = await host.SendAsync(client, HttpMethod.Post, path, """{"limit": 10}""");
        Assert.StartsWith("/dash/jobs/1-", started.Headers.Location!.OriginalString, StringComparison.Ordinal);

        using var status = await host.SendAsync(client, HttpMethod.Get, started.Headers.Location.OriginalString);
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
    }

    [Theory]
    [InlineData("/dash/connections")]
    [InlineData("/connections")]
    public async Task Token_UnderAPathBase_RedirectsAndIsKeptThere(string path)
    {
        await using var host = Host(("Security:AccessToken", Token));
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Get, $"{path}?access_token={Token}");

        Assert.Equal("/dash/connections", answer.Headers.Location?.OriginalString);
        Assert.Contains("; path=/dash;", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }
}
