using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Labs;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

public sealed class StormTests
{
    private const int Clients = 20;

    [Fact]
    public async Task Clients_CutOff_ComeBackAfterTheirDelayAndMissNothing()
    {
        await using var host = new TestHost();
        Assert.NotNull(host.Http1);
        await using var storm = Start(host);
        await Wait.UntilAsync(() => storm.Connected == Clients, "all clients are connected");
        using var lease = host.Services.GetRequiredService<BroadcastChannels>().Open("storm")!;
        await lease.Channel.PublishAsync(new() { Data = "one" }, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => storm.Received == Clients, "each client has the event");

        // No other timer of the host is due then.
        var delay = TimeSpan.FromSeconds(1.717);
        storm.Scatter(delay, TimeSpan.Zero);
        Assert.Equal(Clients, storm.DropAll());
        await Wait.UntilAsync(() => storm.Connected == 0, "all clients are cut off");
        await lease.Channel.PublishAsync(new() { Data = "two" }, TestContext.Current.CancellationToken);
        await host.Clock.AdvanceToAsync(delay, Clients);

        await Wait.UntilAsync(() => storm.Received == 2 * Clients, "each client has the second event, too");
        Assert.Equal((0, 0), (storm.Gaps, storm.Failed));
    }

    [Fact]
    public async Task Storm_Disposed_ClosesEveryStream()
    {
        await using var host = new TestHost();
        Assert.NotNull(host.Http1);
        var storm = Start(host);
        await Wait.UntilAsync(() => storm.Connected == Clients, "all clients are connected");
        await storm.DisposeAsync();

        await Wait.UntilAsync(() => host.OpenStreams == 0, "the host has no stream open");
        // Its place is free.
        await using var next = Start(host);
    }

    [Fact]
    public async Task Storm_BesideAnother_IsNotStarted()
    {
        await using var host = new TestHost();
        Assert.NotNull(host.Http1);
        await using var storm = Start(host);

        var (second, problem) = host.Services.GetRequiredService<StormLab>().TryStart("other", 1, path => path);

        Assert.Null(second);
        Assert.Contains("Another page is running a storm", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storm:MaxClients", "19")]
    [InlineData("Streams:MaxConnections", "39")]
    [InlineData("Streams:MaxConnectionsPerAddress", "39")]
    public async Task Storm_LargerThanTheHostCanSpare_IsNotStarted(string key, string value)
    {
        await using var host = new TestHost((key, value));
        Assert.NotNull(host.Http1);

        var (storm, problem) = host.Services.GetRequiredService<StormLab>().TryStart("storm", Clients, path => path);

        Assert.Null(storm);
        Assert.Contains("at most 19 now", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storm_WithAnAccessToken_MayConnect()
    {
        await using var host = new TestHost(("Security:AccessToken", "a-token-of-some-length"));
        Assert.NotNull(host.Http1);
        await using var storm = Start(host);

        await Wait.UntilAsync(() => storm.Connected == Clients, "all clients are connected");
    }

    private static Storm Start(TestHost host)
    {
        var (storm, problem) = host.Services.GetRequiredService<StormLab>().TryStart("storm", Clients, path => path);
        Assert.True(storm is not null, problem);
        return storm!;
    }
}
