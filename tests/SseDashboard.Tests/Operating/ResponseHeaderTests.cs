using System.Net;
using System.Text.RegularExpressions;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Operating;

public sealed partial class ResponseHeaderTests
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/sse", HttpStatusCode.OK)]
    [InlineData("/css/app.css", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/jobs/1-0000", HttpStatusCode.NotFound)]
    [InlineData("/nope", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.BadRequest, "evil.example")]
    public async Task Response_OfAnyKind_ForbidsSniffingAndLimitsTheReferrer(string path, HttpStatusCode status, string name = "localhost")
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = name } };
        await using var opened = await host.OpenAsync(client, request);

        Assert.Equal(status, opened.Response.StatusCode);
        Assert.Equal(["nosniff"], opened.Response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["same-origin"], opened.Response.Headers.GetValues("Referrer-Policy"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nope")]
    public async Task Page_InlineScripts_NeedTheNonceOfThisResponse(string path)
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        var first = await NoncesAsync(host, client, path);
        var second = await NoncesAsync(host, client, path);

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Page_Policy_AllowsNeitherInlineScriptsNorFrames()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, "/");

        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("script-src[^;]*unsafe", policy);
    }

    [Theory]
    [InlineData("localhost:3000", "connect-src 'self' http://127.0.0.1:3000;")]
    [InlineData("127.0.0.1:3000", "connect-src 'self' http://localhost:3000;")]
    [InlineData("127.0.0.1", "connect-src 'self' http://localhost:80;")]
    [InlineData("dashboard.example", "connect-src 'self';")]
    public async Task Page_Policy_ConnectsToTheHostsOtherLoopbackNameOnly(string name, string directive)
    {
        await using var host = new TestHost(("AllowedHosts", "*"));
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, "/", null, ("Host", name));

        Assert.Contains(directive, Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/inspect", true)]
    [InlineData("/faults", false)]
    public async Task Inspector_Policy_ConnectsToAnyServer(string path, bool anywhere)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, path);

        Assert.Equal(anywhere, Assert.Single(response.Headers.GetValues("Content-Security-Policy")).Contains("connect-src 'self' http: https:;", StringComparison.Ordinal));
    }

    private static async Task<string> NoncesAsync(TestHost host, HttpClient client, string path)
    {
        using var response = await host.SendAsync(client, HttpMethod.Get, path);
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        string nonce = PolicyNonce().Match(policy).Groups[1].Value;
        string html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(host.HangGuard));
        var inline = Script().Matches(html).Select(tag => tag.Value).Where(tag => !tag.Contains("src=", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(inline);
        Assert.All(inline, tag => Assert.Contains($"nonce=\"{nonce}\"", tag, StringComparison.Ordinal));
        return nonce;
    }

    [GeneratedRegex("'nonce-([^']{22,})'")]
    private static partial Regex PolicyNonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();
}
