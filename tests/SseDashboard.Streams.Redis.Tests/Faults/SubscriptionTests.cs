using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A host subscribes once to a channel with listeners, and to no other.</summary>
public sealed class SubscriptionTests : FaultTest
{
    [Fact]
    public async Task Host_WithListeners_HasOneSubscriptionAndNoneAfterThem()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:Linger", "00:00:00"));
        var idle = await HostAsync(server.Address);
        using var lease = idle.Channels.Open(Listener.Channel)!;
        var listeners = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Listener.OpenAsync(host)));
        await host.PublishAsync("1");
        await Task.WhenAll(listeners.Select(listener => listener.UntilAsync("1")));
        Assert.Equal("sse:{news}\n1", await SubscriptionsAsync(server));
        // It publishes, but has no listeners.
        await idle.PublishAsync("2");
        Assert.Equal(0, lease.Channel.Head);
        Assert.Equal("sse:{news}\n1", await SubscriptionsAsync(server));
        await Task.WhenAll(listeners.Select(listener => listener.DisposeAsync().AsTask()));
        await Wait.UntilAsync(() => host.Channels.Channels.Single().Subscribers == 0, "the host notices that its listeners have left");
        await Wait.UntilAsync(() => host.Channels.Channels.Single().Head == 0, "the history is dropped");
        await Wait.UntilAsync(async () => await SubscriptionsAsync(server) == "sse:{news}\n0", "the subscription ends");
        var again = await ListenAsync(host, "unknown");
        await again.UntilAsync("2");
        Assert.Equal(["1", "2"], again.Data);
    }

    [Fact]
    public async Task Subscription_KilledOrMuted_LosesNothing()
    {
        var server = await ServerAsync();
        var proxy = Proxy(() => server.Port);
        var host = await HostAsync($"{proxy.Address},protocol=resp2");
        var listener = await ListenAsync(host);
        var published = new List<Published>();
        for (int i = 1; i <= 60; i++)
        {
            if (i % 20 == 0)
                await server.RunCommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
            proxy.IsMute = i % 20 is > 5 and < 12;
            published.Add(new($"{i}", await PublishAsync(host, $"{i}")));
        }

        await listener.UntilAsync("60");
        Checker.AssertNone(Checker.Check(published, [listener.Transcript], await ReplayAsync(host, "60")));
        Assert.Empty(listener.Gaps);
    }

    [Fact]
    public async Task Subscription_RefusedAtFirst_IsTriedAgainAndLeavesNothingBehind()
    {
        var server = await ServerAsync();
        await server.RunCommandAsync("ACL", "SETUSER", "default", "resetchannels");
        var host = await HostAsync(server.Address, ("Broadcast:Linger", "00:00:00"));
        var listener = Listen(host);
        await Wait.UntilAsync(() => host.Channels.Trouble?.Contains("does not permit", StringComparison.Ordinal) == true, "the subscription is refused");
        await server.RunCommandAsync("ACL", "SETUSER", "default", "allchannels");
        await Wait.UntilAsync(() => listener.LastEventId != "", "the client gets an id");
        Assert.Equal("sse:{news}\n1", await SubscriptionsAsync(server));
        await listener.LeaveAsync();
        await Wait.UntilAsync(async () => await SubscriptionsAsync(server) == "sse:{news}\n0", "the subscription ends");
    }

    [Fact]
    public async Task Subscription_EndedByAnotherLogOfTheChannel_IsRenewed()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var listener = await ListenAsync(host);
        var redis = await host.Services.GetRequiredService<RedisConnection>().OpenAsync();
        await redis.GetSubscriber().UnsubscribeAsync(RedisChannel.Literal("sse:{news}"));
        await Wait.UntilAsync(async () => await SubscriptionsAsync(server) == "sse:{news}\n1", "the host subscribes again");
        await host.PublishAsync("1");
        await listener.UntilAsync("1");
    }

    private static Task<string> SubscriptionsAsync(RedisServer server) => server.RunCommandAsync("PUBSUB", "NUMSUB", "sse:{news}");
}
