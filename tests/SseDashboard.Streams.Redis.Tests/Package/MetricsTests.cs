using SseDashboard.Streams.Tests;

namespace SseDashboard.Streams.Redis.Tests;

public sealed class MetricsTests : FaultTest
{
    private const string Log = "sse.server.log.";

    [Fact]
    public async Task Publications_AcceptedRepeatedAndRefused_AreCounted()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        using var metering = Measure(host);
        Assert.Equal(await host.PublishAsync("1", "key"), await host.PublishAsync("1", "key"));
        await host.PublishAsync("2");
        Assert.Equal((2, 1, 1), (metering["sse.server.published_events"], metering[Log + "repeated_publications"], metering[Log + "epochs"]));
        Assert.Equal(0, metering[Log + "failed_publications"]);
        Assert.InRange(metering[Log + "publish.duration"], 0.000_001, 15);
        await server.KillAsync();
        await Assert.ThrowsAsync<BroadcastUnavailableException>(() => host.PublishAsync("3"));
        Assert.Equal((2, 1), (metering["sse.server.published_events"], metering[Log + "failed_publications"]));
    }

    [Fact]
    public async Task Publications_Waiting_AreShownWithTheirBytes()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        await host.PublishAsync("1");
        using var metering = Measure(host);
        await server.HoldAsync();
        var waiting = host.PublishAsync("two");
        Assert.Equal(1, metering[Log + "pending_publications"]);
        Assert.InRange(metering[Log + "pending_bytes"], 20, 60);
        await server.ReleaseAsync();
        await Wait.ForAsync(waiting, "the publication is answered");
        Assert.Equal((0, 0), (metering[Log + "pending_publications"], metering[Log + "pending_bytes"]));
    }

    [Fact]
    public async Task Feed_ReadingDroppingAndLosing_IsCounted()
    {
        var server = await ServerAsync();
        var host = await HostAsync(
            server.Address, ("Broadcast:MaxQueuedBytes", "1024"), ("Broadcast:CheckInterval", "00:01:00"), ("Broadcast:Linger", "00:00:00"));
        using var metering = Measure(host);
        Assert.Equal(0, metering[Log + "channels"]);
        var listener = await ListenAsync(host);
        await host.PublishAsync("1");
        await listener.UntilAsync("1");
        Assert.Equal(1, metering[Log + "channels"]);
        Assert.Equal((0, 0), (metering[Log + "missed_messages"], metering[Log + "dropped_messages"]));
        double reads = metering[Log + "reads"];
        Assert.NotEqual(0, reads);

        string large = new('x', 2_000);
        await host.PublishAsync(large);
        await listener.UntilAsync(large);
        Assert.Equal((1, reads + 1), (metering[Log + "dropped_messages"], metering[Log + "reads"]));

        await server.PublishSilentlyAsync("3");
        await host.PublishAsync("4");
        await listener.UntilAsync("4");
        Assert.Equal((1, reads + 2), (metering[Log + "missed_messages"], metering[Log + "reads"]));

        await server.RunCommandAsync("FLUSHALL");
        await host.PublishAsync("5");
        await listener.UntilAsync("5");
        // The first epoch was begun by a read.
        Assert.Equal((1, 1), (metering[Log + "lost_histories"], metering[Log + "epochs"]));
        await listener.LeaveAsync();
        await Wait.UntilAsync(() => metering[Log + "channels"] == 0, "the host drops the channel");
    }

    [Fact]
    public async Task Instruments_All_HaveAUnitAndAreInTheReadme()
    {
        var host = await HostAsync((await ServerAsync()).Address);
        await host.PublishAsync("1");
        using var metering = Measure(host);
        string readme = await File.ReadAllTextAsync(Path.Combine(Source.Library, "README.md"), TestContext.Current.CancellationToken);
        var units = metering.Units.Where(unit => unit.Key.StartsWith(Log, StringComparison.Ordinal)).ToList();
        Assert.Equal(11, units.Count);
        Assert.All(units, unit => Assert.Contains($"`{unit.Key[Log.Length..]}`", readme, StringComparison.Ordinal));
        Assert.Equal(
            ["By", "s", "{channel}", "{epoch}", "{history}", "{message}", "{publication}", "{read}"],
            units.Select(unit => unit.Value).Distinct().Order(StringComparer.Ordinal));
    }

    private static Metering Measure(BroadcastHost host) => new(host.Meters);
}
