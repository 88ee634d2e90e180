using SseDashboard.Streams.Tests;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A host says what is wrong with Redis for as long as it is wrong, even if the host is unused.</summary>
public sealed class TroubleTests : FaultTest
{
    [Fact]
    public async Task Away_UnusedHost_KnowsItAndThatRedisIsBack()
    {
        var server = await ServerAsync();
        var proxy = Proxy(() => server.Port);
        var host = await HostAsync(proxy.Address);
        await host.PublishAsync("1");
        proxy.Cut();
        await Wait.UntilAsync(() => host.Channels.Trouble?.Contains("cannot be reached", StringComparison.Ordinal) == true, "the host knows that Redis is away");
        proxy.Mend();
        await Wait.UntilAsync(() => host.Channels.Trouble is null, "the host knows that Redis is back");
    }

    [Fact]
    public async Task Full_HostThatReads_StaysInTroubleUntilThereIsRoom()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var listener = await ListenAsync(host);
        await server.RunCommandAsync("CONFIG", "SET", "maxmemory-policy", "noeviction", "maxmemory", "1mb");
        await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("refused"));
        using var metering = new Metering(host.Meters);
        await Wait.UntilAsync(
            () =>
            {
                Assert.Contains("is full", host.Channels.Trouble);
                return metering["sse.server.log.reads"] >= 3;
            },
            "the host reads the log three times");
        await server.RunCommandAsync("CONFIG", "SET", "maxmemory", "0");
        await Wait.UntilAsync(() => host.Channels.Trouble is null, "the host knows that there is room");
        await host.PublishAsync("1");
        await listener.UntilAsync("1");
    }

    [Fact]
    public async Task Away_WhenItIsBack_IsReadWithoutWaitingForACheck()
    {
        var server = await ServerAsync();
        var proxy = Proxy(() => server.Port);
        var (host, other) = (await HostAsync(proxy.Address, ("Broadcast:CheckInterval", "00:01:00")), await HostAsync(server.Address));
        var listener = await ListenAsync(host);
        await host.PublishAsync("1");
        await listener.UntilAsync("1");
        proxy.Cut();
        await other.PublishAsync("2");
        proxy.Mend();
        await listener.UntilAsync("2");
    }

    [Fact]
    public async Task WrongPassword_UnusedHost_SaysSo()
    {
        var server = await ServerAsync("--requirepass", "right");
        var host = await HostAsync($"{server.Address},password=wrong");
        await Wait.UntilAsync(
            () => host.Channels.Trouble?.Contains("refused the password", StringComparison.Ordinal) == true, "the host reports the password");
    }
}
