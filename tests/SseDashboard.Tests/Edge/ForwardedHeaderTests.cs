using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Edge;

/// <summary>Each host serves one stream per address and refuses a second one.</summary>
public sealed class ForwardedHeaderTests
{
    private const string Token = "0123456789abcdef";

    private static TestHost Host(params (string, string)[] settings) => new([("Streams:MaxConnectionsPerAddress", "1"), .. settings]);

    private static async Task<EventReader> OpenAsync(TestHost host, HttpClient client, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/sse");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await host.OpenAsync(client, request);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task Streams_ThroughAKnownProxy_CountForTheirOwnClients(string proxy)
    {
        await using var host = Host(("Proxy:Addresses:0", proxy));
        using var client = host.Connect();
        await using var one = await OpenAsync(host, client, ("X-Forwarded-For", "192.0.2.1"));
        await using var two = await OpenAsync(host, client, ("X-Forwarded-For", "192.0.2.2"));
        await using var again = await OpenAsync(host, client, ("X-Forwarded-For", "192.0.2.2"));

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable],
            new[] { one, two, again }.Select(stream => stream.Response.StatusCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("127.0.0.1")]
    public async Task Streams_FromAnyoneElse_CountForTheSender(string? proxy)
    {
        await using var host = proxy is null ? Host() : Host(("Proxy:Addresses:0", proxy));
        using var client = host.ConnectFrom(IPAddress.Parse("127.0.0.2"));
        await using var one = await OpenAsync(host, client, ("X-Forwarded-For", "192.0.2.1"));
        await using var two = await OpenAsync(host, client, ("X-Forwarded-For", "192.0.2.2"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (one.Response.StatusCode, two.Response.StatusCode));
    }

    // A proxy appends the address that it sees; the client can write anything before it.
    [Theory]
    [InlineData("1", HttpStatusCode.ServiceUnavailable)]
    [InlineData("2", HttpStatusCode.OK)]
    public async Task Streams_ThroughAKnownProxyWithAForgedAddress_CountForTheLastHop(string hops, HttpStatusCode second)
    {
        await using var host = Host(("Proxy:Addresses:0", "127.0.0.1"), ("Proxy:Addresses:1", "192.0.2.9"), ("Proxy:Hops", hops));
        using var client = host.Connect();
        await using var one = await OpenAsync(host, client, ("X-Forwarded-For", "198.51.100.1, 192.0.2.9"));
        await using var two = await OpenAsync(host, client, ("X-Forwarded-For", "198.51.100.2, 192.0.2.9"));

        Assert.Equal((HttpStatusCode.OK, second), (one.Response.StatusCode, two.Response.StatusCode));
    }

    [Theory]
    [InlineData("192.0.2.1", HttpStatusCode.Unauthorized)]
    [InlineData("127.0.0.5", HttpStatusCode.NotFound)]
    public async Task Request_ForwardedToAHostWithoutAToken_IsAnsweredForLocalClientsOnly(string address, HttpStatusCode status)
    {
        await using var host = new TestHost(("Proxy:Addresses:0", "127.0.0.1"));
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Get, "/jobs/1-0000", null, ("X-Forwarded-For", address));

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("dashboard.example", HttpStatusCode.OK)]
    [InlineData("attacker.example", HttpStatusCode.BadRequest)]
    public async Task Request_ForwardedHost_IsTheOneThatIsChecked(string name, HttpStatusCode status)
    {
        await using var host = new TestHost(("Proxy:Addresses:0", "127.0.0.1"), ("AllowedHosts", "dashboard.example"));
        using var client = host.Connect();
        await using var stream = await OpenAsync(host, client, ("X-Forwarded-Host", name));

        Assert.Equal(status, stream.Response.StatusCode);
    }

    // The scheme decides whether the cookie is Secure, and the host what the own origin is.
    [Fact]
    public async Task Request_ForwardedFromHttps_HasASecureCookieAndThePublicOrigin()
    {
        await using var host = new TestHost(
            ("Proxy:Addresses:0", "127.0.0.1"), ("Security:AccessToken", Token), ("AllowedHosts", "dashboard.example"));
        using var client = host.Connect();
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "dashboard.example"), ("X-Forwarded-For", "192.0.2.1")];
        using var page = await host.SendAsync(client, HttpMethod.Get, $"/?access_token={Token}", null, forwarded);
        Assert.Contains("; secure", Assert.Single(page.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);

        using var job = await host.SendAsync(client, HttpMethod.Post, "/jobs", """{"limit": 10}""",
            [.. forwarded, ("Origin", "https://dashboard.example"), ("Authorization", $"Bearer {Token}")]);
        Assert.Equal(HttpStatusCode.Accepted, job.StatusCode);
        using var foreign = await host.SendAsync(client, HttpMethod.Post, "/jobs", """{"limit": 10}""",
            [.. forwarded, ("Origin", "https://attacker.example"), ("Authorization", $"Bearer {Token}")]);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Theory]
    [InlineData("ForwardedHeaders_Enabled", "true", "Proxy:Addresses")]
    [InlineData("Proxy:Addresses:0", "localhost", "Proxy:Addresses")]
    [InlineData("Proxy:Addresses:0", "10.0.0.0/33", "Proxy:Addresses")]
    [InlineData("Proxy:Hops", "0", "Proxy:Hops")]
    [InlineData("Proxy:PathBase", "dashboard", "Proxy:PathBase")]
    [InlineData("Proxy:PathBase", "/dashboard/", "Proxy:PathBase")]
    [InlineData("Proxy:PathBase", "//evil.example", "Proxy:PathBase")]
    [InlineData("Proxy:PathBase", "/a/../b", "Proxy:PathBase")]
    [InlineData("Proxy:PathBase", "/a\"><script>", "Proxy:PathBase")]
    public async Task Start_WrongSetting_IsRefusedAndNamesTheKey(string key, string value, string named)
    {
        await using var host = new TestHost((key, value));

        Assert.Contains(named, host.StartRefused(), StringComparison.Ordinal);
    }
}
