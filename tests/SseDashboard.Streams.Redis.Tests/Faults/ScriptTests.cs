using StackExchange.Redis;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Publications that are interrupted, and the script's rules for their attempts.</summary>
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

    [Fact]
    public async Task Interrupted_AfterItWasPublished_IsRepeatedAndPublishedOnce()
    {
        var server = await ServerAsync();
        var proxy = Proxy(() => server.Port);
        var host = await HostAsync(proxy.Address, ("Broadcast:PublishTimeout", "00:01:00"));
        await host.PublishAsync("1");
        proxy.IsDeaf = true;
        var publishing = host.PublishAsync("2");
        await Wait.UntilAsync(async () => await server.RunCommandAsync("XLEN", "sse:{news}:log") == "2", "Redis has the event");
        proxy.Cut();
        proxy.IsDeaf = false;
        proxy.Mend();
        string id = await Wait.ForAsync(publishing, "the publication is answered");
        await host.PublishAsync("3");
        var last = await ReplayAsync(host, "3");
        Assert.Equal(["1", "2", "3"], last.Select(received => received.Data));
        Assert.Equal(id, last[1].Id);
    }

    [Fact]
    public async Task Interrupted_WhenTheEventsSinceAreGone_SaysThatItMayBePublished()
    {
        var server = await ServerAsync();
        var proxy = Proxy(() => server.Port);
        var host = await HostAsync(proxy.Address, ("Streams:MaxHistoryEvents", "5"), ("Broadcast:PublishTimeout", "00:01:00"));
        await host.PublishAsync("1");
        proxy.IsDeaf = true;
        var publishing = host.PublishAsync("2");
        await Wait.UntilAsync(async () => await server.RunCommandAsync("XLEN", "sse:{news}:log") == "2", "Redis has the event");
        for (int i = 0; i < 10; i++)
            await PublishAsync(server, $"other {i}", isRetry: false, maxEvents: 5);
        proxy.Cut();
        proxy.IsDeaf = false;
        proxy.Mend();
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => Wait.ForAsync(publishing, "the publication is answered"));
        Assert.True(error.MayBePublished);
        Assert.Contains("no longer shows whether it succeeded", error.Message);
    }

    [Fact]
    public async Task Attempt_ArrivingAfterItsRepetitionBeganAHistory_IsRefused()
    {
        var server = await ServerAsync();
        Assert.Equal("begun", await PublishAsync(server, "one", isRetry: true));
        Assert.Equal("superseded", await PublishAsync(server, "one", isRetry: false));
    }

    [Fact]
    public async Task Repetition_WhenAllEventsSinceTheFirstAttemptAreThere_IsPublished()
    {
        var server = await ServerAsync();
        for (int i = 0; i < 10; i++)
            await PublishAsync(server, $"other {i}", isRetry: false, maxEvents: 5);
        string epoch = await server.RunCommandAsync("HGET", "sse:{news}:state", "epoch");
        Assert.Equal("new", await PublishAsync(server, "one", isRetry: true, maxEvents: 5, before: new(epoch, 9)));
    }

    [Fact]
    public async Task Repetition_OfAnAttemptAfterALoss_FindsIt()
    {
        var server = await ServerAsync();
        for (int i = 0; i < 5; i++)
            await PublishAsync(server, $"other {i}", isRetry: false);
        string epoch = await server.RunCommandAsync("HGET", "sse:{news}:state", "epoch");
        await server.RunCommandAsync("DEBUG", "CHANGE-REPL-ID");
        Assert.Equal("begun", await PublishAsync(server, "one", isRetry: false));
        // The host had seen three events more, which were lost.
        Assert.Equal("again", await PublishAsync(server, "one", isRetry: true, before: new(epoch, 8)));
    }

    [Fact]
    public async Task Attempt_OnTwoServers_BeginsTwoEpochs()
    {
        var (one, other) = (await ServerAsync(), await ServerAsync());
        Assert.Equal("begun", await PublishAsync(one, "one", isRetry: false));
        Assert.Equal("begun", await PublishAsync(other, "one", isRetry: false));
        string[] state = ["HGET", "sse:{news}:state", "epoch"];
        Assert.NotEqual(await one.RunCommandAsync(state), await other.RunCommandAsync(state));
    }

    [Fact]
    public async Task Repetitions_AMinuteAgo_AreForgotten()
    {
        var server = await ServerAsync();
        Assert.Equal("begun", await PublishAsync(server, "other", isRetry: false));
        await server.RunCommandAsync("ZADD", "sse:{news}:retried", "1", "long ago");
        Assert.Equal("new", await PublishAsync(server, "one", isRetry: true));
        Assert.Equal("one", await server.RunCommandAsync("ZRANGE", "sse:{news}:retried", "0", "-1"));
    }

    [Fact]
    public async Task Repetition_AfterALossThatItsHostHasSeen_BeginsAnEpoch()
    {
        var server = await ServerAsync();
        Assert.Equal("begun", await PublishAsync(server, "other", isRetry: false));
        string epoch = await server.RunCommandAsync("HGET", "sse:{news}:state", "epoch");
        Assert.Equal("begun", await PublishAsync(server, "one", isRetry: true, seen: $"before:7 {epoch}:2"));
        Assert.Equal("2", await server.RunCommandAsync("XLEN", "sse:{news}:log"));
    }

    private static async Task<string> PublishAsync(RedisServer server, string name, bool isRetry, int maxEvents = 1_000, string seen = "", BroadcastId before = default)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var reply = await new RedisScript("publish.lua").RunAsync(
            redis.GetDatabase(), new ChannelKeys("sse:", Listener.Channel).All,
            ["0000000" + (isRetry ? "1" : "0"), seen, 100_000, "nowhere", maxEvents, 4_000_000, 50_000, "", 10, name, isRetry ? 1 : 0, before.Epoch ?? "", before.Sequence, $"data: {name}\n\n"]);
        return (string)reply[2]!;
    }
}
