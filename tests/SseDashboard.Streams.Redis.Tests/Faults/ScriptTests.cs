using StackExchange.Redis;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>The script's rules for attempts that were interrupted.</summary>
public sealed class ScriptTests : FaultTest
{
    [Fact]
    public async Task Attempt_ArrivingAfterItsRepetition_IsRefused()
    {
        var server = await ServerAsync();
        Assert.Equal("begun", await PublishAsync(server, "other", isRetry: false));
        Assert.Equal("new", await PublishAsync(server, "one", isRetry: true));
        Assert.Equal("superseded", await PublishAsync(server, "one", isRetry: false));
        Assert.Equal("2", await server.RunCommandAsync("XLEN", "sse:{news}:log"));
    }

    [Fact]
    public async Task Repetition_OfAnAttemptThatSucceeded_FindsIt()
    {
        var server = await ServerAsync();
        Assert.Equal("begun", await PublishAsync(server, "one", isRetry: false));
        for (int i = 0; i < 100; i++)
            await PublishAsync(server, $"other {i}", isRetry: false);
        Assert.Equal("again", await PublishAsync(server, "one", isRetry: true));
        Assert.Equal("101", await server.RunCommandAsync("XLEN", "sse:{news}:log"));
    }

    [Fact]
    public async Task Repetition_WhenTheEventsSinceAreGone_IsNotPublished()
    {
        var server = await ServerAsync();
        for (int i = 0; i < 10; i++)
            await PublishAsync(server, $"other {i}", isRetry: false, maxEvents: 5);
        Assert.Equal("forgotten", await PublishAsync(server, "one", isRetry: true, maxEvents: 5));
    }

    private static async Task<string> PublishAsync(RedisServer server, string name, bool isRetry, int maxEvents = 1_000, string seen = "")
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var reply = await new RedisScript("publish.lua").RunAsync(
            redis.GetDatabase(), new ChannelKeys("sse:", Listener.Channel).All,
            ["00000000", seen, 100_000, "nowhere", maxEvents, 4_000_000, 50_000, "", 10, name, isRetry ? 1 : 0, "", 0, $"data: {name}\n\n"]);
        return (string)reply[2]!;
    }
}
