using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Security;

/// <summary>No host here listens beyond loopback: either it does not start, or its endpoints in code override the setting.</summary>
public sealed class ListenGuardTests
{
    [Theory]
    [InlineData("urls", "http://0.0.0.0:0")]
    [InlineData("urls", "http://[::]:0")]
    [InlineData("urls", "http://*:0")]
    [InlineData("urls", "http://+:0")]
    [InlineData("urls", "http://192.0.2.1:0")]
    [InlineData("urls", "http://dashboard.example:0")]
    [InlineData("urls", "http://localhost.example:0")]
    [InlineData("urls", "http://localhost:0; http://0.0.0.0:0")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:0")]
    public async Task Start_BeyondLocalhostWithoutAToken_IsRefusedAndNamesTheKey(string key, string value)
    {
        await using var host = new TestHost((key, value));

        Assert.Contains("Security:AccessToken", host.StartRefused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://localhost:0")]
    [InlineData("urls", "http://127.0.0.1:0;http://[::1]:0")]
    [InlineData("urls", "http://127.0.0.2:0")]
    [InlineData("urls", "http://unix:/run/sse-dashboard.sock")]
    public async Task Start_OnLocalhostWithoutAToken_Starts(string key, string value)
    {
        await using var host = new TestHost((key, value));
        using var client = host.Connect();

        await using var stream = await host.OpenAsync(client, "/sse");
        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
    }

    [Fact]
    public async Task Start_BeyondLocalhostWithAToken_Starts()
    {
        await using var host = new TestHost(("urls", "http://192.0.2.1:0"), ("Security:AccessToken", "0123456789abcdef"));
        using var client = host.Connect();

        await using var stream = await host.OpenAsync(client, "/sse");
        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("                ")]
    [InlineData("0123456789 abcdef")]
    [InlineData("0123456789abcdef\n")]
    [InlineData("0123456789abcdéf")]
    public async Task Start_TokenTooShortOrInvalidInAHeader_IsRefusedAndNamesTheKey(string token)
    {
        await using var host = new TestHost(("Security:AccessToken", token));

        Assert.Contains("Security:AccessToken", host.StartRefused(), StringComparison.Ordinal);
    }

    // The start cannot check an endpoint defined in code, so its requests are checked one by one.
    [Theory]
    [InlineData("/jobs/1-0000", HttpStatusCode.Unauthorized)]
    [InlineData("/sse", HttpStatusCode.OK)]
    public async Task Request_ArrivedBeyondLocalhostWithoutAToken_ReachesTheDemoStreamsOnly(string path, HttpStatusCode status)
    {
        await using var host = new TestHost().With(next => context =>
        {
            context.Connection.LocalIpAddress = IPAddress.Parse("192.0.2.1");
            return next(context);
        });
        using var client = host.Connect();

        await using var response = await host.OpenAsync(client, path);
        Assert.Equal(status, response.Response.StatusCode);
    }
}
