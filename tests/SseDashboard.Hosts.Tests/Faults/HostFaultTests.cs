using System.Globalization;
using SseDashboard.Hosts.Tests.Fleet;
using SseDashboard.Hosts.Tests.Running;

namespace SseDashboard.Hosts.Tests.Faults;

/// <summary>Hosts that are killed or cut off, and messages that do not arrive: no client loses or repeats anything.</summary>
public sealed class HostFaultTests(HostFleet fleet)
{
    private const int AWhile = 60;

    [Fact]
    public async Task Host_Killed_ItsClientsResumeOnOthers()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis);
        await run.PublishedAsync(AWhile);
        string killed = run.Clients[0].Hosts.Keys.Single();
        var host = fleet.Hosts.Single(one => one.Url.Authority == killed);
        await host.KillAsync();
        try
        {
            await run.PublishedAsync(AWhile);
        }
        finally
        {
            await host.StartAsync();
        }

        await run.PublishedAsync(AWhile);
        (await run.EndAsync()).AssertComplete();
        Assert.All(run.Clients, client => Assert.Equal(client.Hosts.ContainsKey(killed), client.Hosts.Count > 1));
    }

    [Fact]
    public async Task Host_CutOffFromRedis_KeepsItsClientsAndCatchesUp()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis);
        fleet.Links[0].Cut();
        await run.PublishedAsync(AWhile);
        fleet.Links[0].Mend();
        await run.PublishedAsync(AWhile);
        await EndsUndisturbedAsync(run);
    }

    [Fact]
    public async Task Subscriptions_Killed_LoseNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis);
        int killed = 0;
        for (int i = 0; i < 10; i++)
        {
            killed += int.Parse(await redis.RunCommandAsync("CLIENT", "KILL", "TYPE", "pubsub"), CultureInfo.InvariantCulture);
            await run.PublishedAsync(AWhile / 3);
        }

        Assert.NotEqual(0, killed);
        // Until then the hosts have read the log instead. A host to which nginx sends no client does not subscribe.
        int listening = run.Clients.SelectMany(client => client.Hosts.Keys).Distinct().Count();
        await Wait.UntilAsync(
            async () => await redis.RunCommandAsync("PUBSUB", "NUMSUB", run.Messages) == $"{run.Messages}\n{listening}", "every host with a client subscribes again");
        await EndsUndisturbedAsync(run);
    }

    [Fact]
    public async Task Messages_Dropped_AreReadFromTheLog()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis);
        for (int i = 0; i < 6; i++)
        {
            fleet.Links[i % 2].IsMute = true;
            await run.PublishedAsync(AWhile / 2);
            fleet.Links[i % 2].IsMute = false;
        }

        // Nothing comes from Pub/Sub any more.
        fleet.Links[0].IsMute = true;
        try
        {
            await EndsUndisturbedAsync(run);
        }
        finally
        {
            fleet.Links[0].IsMute = false;
        }
    }

    [Fact]
    public async Task Redis_Slow_IsWaitedFor()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await Scenario.StartAsync(fleet, redis);
        for (int i = 0; i < 3; i++)
        {
            await redis.RunCommandAsync("DEBUG", "SLEEP", "0.3");
            await run.PublishedAsync(AWhile / 3);
            fleet.Links[i].Stall();
            await run.PublishedAsync(AWhile / 6);
            fleet.Links[i].Flow();
        }

        await EndsUndisturbedAsync(run);
    }

    private static async Task EndsUndisturbedAsync(Scenario run)
    {
        (await run.EndAsync()).AssertComplete();
        Assert.All(run.Clients, client => Assert.Equal(1, client.Hosts.Values.Sum()));
    }
}
