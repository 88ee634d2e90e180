using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Observing;
using SseDashboard.Relay;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Relay;

/// <summary>What a dashboard may request that other machines can reach.</summary>
public sealed class DashboardReachTests
{
    [Theory]
    [InlineData(true, "http://localhost:3000")]
    [InlineData(true, "http://127.0.0.1:3000;https://[::1]:3443")]
    [InlineData(false, "http://0.0.0.0:3000")]
    [InlineData(false, "http://*:3000")]
    [InlineData(false, "http://[::]:3000")]
    [InlineData(false, "http://localhost:3000;http://192.168.1.5:3000")]
    [InlineData(false, "http://unix:/run/dashboard.sock")]
    [InlineData(false, "")]
    public void Reach_FollowsTheAddressesListenedOn(bool isLocal, string addresses) =>
        Assert.Equal(isLocal, RelayBench.ReachOf(addresses).IsLocal);

    [Theory]
    [InlineData(true, "localhost;127.0.0.1;[::1]")]
    [InlineData(false, "localhost;dashboard.example")]
    [InlineData(false, "*")]
    [InlineData(false, "")]
    [InlineData(false, null)]
    public void Reach_FollowsTheNamesAccepted(bool isLocal, string? allowedHosts) =>
        Assert.Equal(isLocal, RelayBench.ReachOf("http://localhost:3000", allowedHosts).IsLocal);

    [Fact]
    public void Reach_BehindAProxy_IsNotLocal() =>
        Assert.False(RelayBench.ReachOf("http://localhost:3000", proxies: "127.0.0.1").IsLocal);

    [Fact]
    public async Task Request_FromADashboardBeyondLocalhost_IsForbidden()
    {
        var bench = new RelayBench { IsLocal = false, Names = { ["public.test"] = [["203.0.113.1"]] } };

        RelayAddressTests.AssertForbidden(await bench.ObserveAsync("http://public.test/"), "Relay:AllowBeyondLocalhost");
        Assert.Empty(bench.Resolved);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://local.test/")]
    public async Task Request_ToThisNetworkFromBeyondLocalhost_IsForbiddenEvenIfAllowed(string url)
    {
        var bench = new RelayBench
        {
            IsLocal = false,
            Options = new() { AllowBeyondLocalhost = true },
            Names = { ["local.test"] = [["203.0.113.1", "10.0.0.1"]] },
        };

        RelayAddressTests.AssertForbidden(await bench.ObserveAsync(url), "it contacts public addresses only");
        Assert.Empty(bench.Connected);
    }

    [Fact]
    public async Task Request_ToAPublicAddressFromBeyondLocalhost_IsMadeIfAllowed()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n");
        var bench = new RelayBench
        {
            IsLocal = false,
            Options = new() { AllowBeyondLocalhost = true },
            Names = { ["public.test"] = [["203.0.113.1"]] },
        };

        Assert.Equal(1, (await bench.ObserveAsync(server.Url("public.test"))).Counts.Events);
    }

    [Fact]
    public async Task Host_RelaysItsOwnStream()
    {
        await using var host = new TestHost();
        var request = RelayBench.Get(new Uri(host.Http1, "/sse").AbsoluteUri);
        var observation = new Observation(
            new(request.Url, request.Method, request.Headers, request.Body, ObservedWay.Host), host.Clock.GetUtcNow(), new ObservingOptions());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(host.HangGuard);

        var observing = host.Services.GetRequiredService<RelayClient>().ObserveAsync(request, observation, stop.Token);
        await Wait.UntilAsync(() => observation.Snapshot().Counts.Events >= 4, "the relay receives the demo's first four events");
        await stop.CancelAsync();
        await Wait.ForAsync(observing, "the relay stops");

        Assert.Equal((200, "HTTP/1.1"), (observation.Snapshot().Head?.Status, observation.Snapshot().Head?.Protocol));
        Assert.Equal(new ObservedEnd(ObservedEndKind.Stopped, null, null, host.Clock.GetUtcNow()), observation.Snapshot().End);
        await Wait.UntilAsync(() => host.OpenStreams == 0, "the relay closes its connection");
    }

    [Theory]
    [InlineData("Proxy:Addresses:0", "127.0.0.1")]
    [InlineData("AllowedHosts", "*")]
    public async Task Host_ThatOthersCanReach_RelaysNothing(string key, string value)
    {
        await using var host = new TestHost((key, value));
        var request = RelayBench.Get(new Uri(host.Http1, "/sse").AbsoluteUri);
        var observation = new Observation(
            new(request.Url, request.Method, request.Headers, request.Body, ObservedWay.Host), host.Clock.GetUtcNow(), new ObservingOptions());

        await Wait.ForAsync(host.Services.GetRequiredService<RelayClient>().ObserveAsync(request, observation, host.HangGuard), "the relay refuses");

        RelayAddressTests.AssertForbidden(observation.Snapshot(), "Other machines can reach this dashboard");
    }
}
