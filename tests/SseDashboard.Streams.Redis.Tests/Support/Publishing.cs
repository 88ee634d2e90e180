using StackExchange.Redis;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Publishes with the script alone.</summary>
internal static class Publishing
{
    /// <summary>Publishes without the message that would announce the event to hosts.</summary>
    public static async Task PublishSilentlyAsync(this RedisServer server, string data)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.Address);
        await new RedisScript("publish.lua").RunAsync(
            redis.GetDatabase(), new ChannelKeys("sse:", Listener.Channel).All,
            ["00000000", "", 100_000, "nowhere", 4_096, 4_000_000, 50_000, "", 10, data, 0, "", 0, $"data: {data}\n\n"]);
    }
}
