using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Operating;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Operating;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Probe_WithoutTheToken_LearnsOnlyTheStatus(string path)
    {
        await using var host = new TestHost(("Security:AccessToken", "0123456789abcdef"));
        using var client = host.Connect();

        using var response = await host.SendAsync(client, HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"ok","reason":null}""", await response.Content.ReadAsStringAsync(host.HangGuard));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Probe_OtherMethods_HeadIsAnsweredAndDeleteIsNot()
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        using var head = await host.SendAsync(client, HttpMethod.Head, "/health/ready");
        using var delete = await host.SendAsync(client, HttpMethod.Delete, "/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.MethodNotAllowed), (head.StatusCode, delete.StatusCode));
    }

    [Fact]
    public async Task Probe_ForeignHostName_IsRefused()
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        using var response = await host.SendAsync(client, HttpMethod.Get, "/health/live", null, ("Host", "evil.example"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Ready_AllStreamsTaken_IsUnavailableWhileTheHostIsAlive()
    {
        await using var host = new TestHost(("Streams:MaxConnections", "1"), ("Streams:MaxConnectionsPerAddress", "1"));
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/sse");
        await stream.NextAsync();

        await AssertReadyIsUnavailableAsync(host, client, "all places for streams are taken");
        using var live = await host.SendAsync(client, HttpMethod.Get, "/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Ready_AllPagesTaken_IsUnavailable()
    {
        await using var host = new TestHost(("Circuits:Max", "1"));
        using var client = host.Connect();
        await using var page = await PageClient.ConnectAsync(host.Http1, host.HangGuard);
        await page.TryStartAsync(host.Http1);

        await AssertReadyIsUnavailableAsync(host, client, "all places for pages are taken");
    }

    [Fact]
    public async Task Ready_StartingOrDraining_SaysWhich()
    {
        await using var host = new TestHost();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var readiness = new Readiness(
            lifetime,
            host.Services.GetRequiredService<ConnectionRegistry>(),
            host.Services.GetRequiredService<CircuitPlaces>());

        Assert.Equal((HealthStatus.Unhealthy, "starting"), await CheckAsync());
        lifetime.NotifyStarted();
        Assert.Equal((HealthStatus.Healthy, null), await CheckAsync());
        lifetime.StopApplication();
        Assert.Equal((HealthStatus.Unhealthy, "draining"), await CheckAsync());

        async Task<(HealthStatus, string?)> CheckAsync()
        {
            var result = await readiness.CheckHealthAsync(new(), host.HangGuard);
            return (result.Status, result.Description);
        }
    }

    private static async Task AssertReadyIsUnavailableAsync(TestHost host, HttpClient client, string reason)
    {
        using var ready = await host.SendAsync(client, HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var state = JsonElement.Parse(await ready.Content.ReadAsStringAsync(host.HangGuard));
        Assert.Equal(("unavailable", reason), (state.GetProperty("status").GetString(), state.GetProperty("reason").GetString()));
    }
}
