using SseDashboard.Streams.Tests;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A server that has lost events never gives their ids to others, and clients that have seen them get a gap.</summary>
public sealed class EpochTests : FaultTest
{
    [Fact]
    public async Task Replica_PromotedWithoutTheLastEvents_BeginsAnEpochAndSendsAGapToClientsThatSawThem()
    {
        var primary = await ServerAsync();
        var link = Proxy(() => primary.Port);
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{link.Port}");
        await replica.FollowsAsync();
        string addresses = $"{primary.Address},{replica.Address}";
        var (one, other) = (await HostAsync(addresses), await HostAsync(addresses));
        var stays = await ListenAsync(one);
        var early = await ListenAsync(one);
        var published = new List<Published>();
        for (int i = 1; i <= 5; i++)
            published.Add(new($"{i}", await one.PublishAsync($"{i}")));
        await early.UntilAsync("5");
        await early.LeaveAsync();
        string log = (await primary.RunCommandAsync("XRANGE", "sse:{news}:log", "-", "+")).Split('\n')[^1];
        await Wait.UntilAsync(async () => (await replica.RunCommandAsync("XLEN", "sse:{news}:log")) == "5", $"the replica has the event {log}");

        // From here the replica gets nothing.
        link.Stall();
        for (int i = 6; i <= 8; i++)
            published.Add(new($"lost {i}", await one.PublishAsync($"lost {i}")));
        await stays.UntilAsync("lost 8");
        await primary.KillAsync();
        await replica.RunCommandAsync("REPLICAOF", "NO", "ONE");
        published.Add(new("6", await PublishAsync(other, "6")));
        published.Add(new("7", await PublishAsync(one, "7")));
        await stays.UntilAsync("7");
        await early.MoveAsync(other);
        await early.UntilAsync("7");
        var late = await ListenAsync(other, published[7].Id);
        await late.UntilAsync("7");

        Assert.Equal(published[4].Id, Assert.Single(stays.Gaps).ResumedAfter);
        Assert.Equal((null, GapReason.Lost), stays.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
        Assert.Empty(early.Gaps);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], early.Data);
        Assert.Equal((null, GapReason.Lost), late.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
        Assert.Equal(["6", "7"], late.Data);
        Checker.AssertNone(Checker.Check(published, [stays.Transcript, early.Transcript, late.Transcript], await ReplayAsync(other, "7")));
    }

    [Fact]
    public async Task Restart_WithAppendOnlyFile_ResumesExactly()
    {
        string[] durable = ["--appendonly", "yes", "--appendfsync", "always"];
        var server = await ServerAsync(durable);
        var host = await HostAsync(server.Address);
        var stays = await ListenAsync(host);
        string first = await host.PublishAsync("1");
        string second = await host.PublishAsync("2");
        await stays.UntilAsync("2");
        await server.KillAsync();
        await server.RunAsync(durable);
        string third = await PublishAsync(host, "3");
        await stays.UntilAsync("3");
        Assert.Equal(EpochOf(third), host.Channels.Channels.Single().Epoch);
        var resumed = await ListenAsync(host, first);
        await resumed.UntilAsync("3");
        Assert.Empty(stays.Gaps.Concat(resumed.Gaps));
        Assert.Equal(["2", "3"], resumed.Data);
        Assert.NotEqual(EpochOf(second), EpochOf(third));
        Assert.EndsWith("-3", third);
    }

    [Fact]
    public async Task Restart_WithoutData_BeginsAnotherHistory()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var stays = await ListenAsync(host);
        var published = new List<Published> { new("1", await host.PublishAsync("1")), new("2", await host.PublishAsync("2")) };
        await stays.UntilAsync("2");
        await server.KillAsync();
        await server.RunAsync();
        published.Add(new("3", await PublishAsync(host, "3")));
        await stays.UntilAsync("3");
        Assert.Equal(GapReason.Restart, Assert.Single(stays.Gaps).Reason);
        Checker.AssertNone(Checker.Check(published, [stays.Transcript], await ReplayAsync(host, "3")));
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("DEL", "sse:{news}:state")]
    public async Task State_Deleted_BeginsAnotherHistory(params string[] command)
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var stays = await ListenAsync(host);
        var published = new List<Published> { new("1", await host.PublishAsync("1")), new("2", await host.PublishAsync("2")) };
        await stays.UntilAsync("2");
        await server.RunCommandAsync(command);
        published.Add(new("3", await host.PublishAsync("3")));
        await stays.UntilAsync("3");
        var resumed = await ListenAsync(host, published[1].Id);
        await resumed.UntilAsync("3");
        Assert.Equal(GapReason.Restart, Assert.Single(stays.Gaps).Reason);
        Assert.Equal(GapReason.Restart, Assert.Single(resumed.Gaps).Reason);
        Checker.AssertNone(Checker.Check(published, [stays.Transcript, resumed.Transcript], await ReplayAsync(host, "3")));
    }

    [Fact]
    public async Task Events_DeletedWithoutTheState_AreAnnouncedAsMissed()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        string first = await host.PublishAsync("1");
        await host.PublishAsync("2");
        await server.RunCommandAsync("DEL", "sse:{news}:log");
        string third = await host.PublishAsync("3");
        var resumed = await ListenAsync(host, first);
        await resumed.UntilAsync("3");
        Assert.Equal((1, GapReason.History), resumed.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
        Assert.EndsWith("-3", third);
    }

    [Fact]
    public async Task Event_DeletedBeforeAHostReadIt_IsKnownToIt()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:CheckInterval", "00:01:00"));
        var stays = await ListenAsync(host);
        string first = await host.PublishAsync("1");
        await stays.UntilAsync("1");
        await server.PublishSilentlyAsync("2");
        await server.RunCommandAsync("DEL", "sse:{news}:log");
        using var metering = new Metering(host.Meters);
        double reads = metering["sse.server.log.reads"];
        // From a host that had it.
        var resumed = await ListenAsync(host, $"{EpochOf(first)}-2");
        await Wait.UntilAsync(() => metering["sse.server.log.reads"] > reads, "the host asks the log");
        await host.PublishAsync("3");
        await resumed.UntilAsync("3");
        await stays.UntilAsync("3");
        Assert.Empty(resumed.Gaps);
        Assert.Equal((1, GapReason.History), stays.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
    }

    [Fact]
    public async Task Epochs_MoreThanRemembered_AreForgottenWithAGapRatherThanConfused()
    {
        string[] durable = ["--appendonly", "yes", "--appendfsync", "always"];
        var server = await ServerAsync(durable);
        var host = await HostAsync(server.Address);
        var published = new List<Published>();
        for (int i = 1; i <= 20; i++)
        {
            published.Add(new($"{i}", await PublishAsync(host, $"{i}")));
            // As a restart does, but quicker.
            await server.RunCommandAsync("DEBUG", "CHANGE-REPL-ID");
        }

        Assert.Equal(20, published.Select(publication => EpochOf(publication.Id)).Distinct().Count());
        var (old, recent) = (await ListenAsync(host, published[0].Id), await ListenAsync(host, published[10].Id));
        await old.UntilAsync("20");
        await recent.UntilAsync("20");
        Assert.Equal(GapReason.Restart, Assert.Single(old.Gaps).Reason);
        Assert.Empty(recent.Gaps);
        Checker.AssertNone(Checker.Check(published, [recent.Transcript], await ReplayAsync(host, "20")));
    }

    private static string EpochOf(string id) => id[..id.LastIndexOf('-')];
}
