namespace SseDashboard.Streams.Redis.Tests;

/// <summary>An earlier state of a channel is restored: the ids given out since are not given out again.</summary>
public sealed class SnapshotTests : FaultTest
{
    [Fact]
    public async Task Snapshot_RestoredByARestart_BeginsAnEpochAndSendsAGapToClientsThatSawMore()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var stays = await ListenAsync(host);
        var published = new List<Published> { new("1", await host.PublishAsync("1")), new("2", await host.PublishAsync("2")) };
        await server.RunCommandAsync("SAVE");
        published.Add(new("lost", await host.PublishAsync("lost")));
        await stays.UntilAsync("lost");
        await server.KillAsync();
        await server.RunAsync();
        // Before anything is published: the host finds out by itself.
        await Wait.UntilAsync(() => stays.Gaps.Any(), "the client gets the gap");
        published.Add(new("3", await PublishAsync(host, "3")));
        await stays.UntilAsync("3");
        var within = await ListenAsync(host, published[1].Id);
        await within.UntilAsync("3");
        Assert.Equal((GapReason.Lost, published[1].Id), stays.Gaps.Select(gap => (gap.Reason, gap.ResumedAfter)).Single());
        Assert.Empty(within.Gaps);
        Checker.AssertNone(Checker.Check(published, [stays.Transcript, within.Transcript], await ReplayAsync(host, "3")));
    }

    [Fact]
    public async Task Snapshot_LoadedIntoTheRunningServer_BeginsAnEpochWhenItsHostPublishes()
    {
        var server = await ServerAsync();
        // No listener and no check: only the publication itself can notice.
        var host = await HostAsync(server.Address);
        var published = new List<Published> { new("1", await host.PublishAsync("1")) };
        await server.RunCommandAsync("SAVE");
        published.Add(new("lost", await host.PublishAsync("lost")));
        string before = await server.RunCommandAsync("INFO", "replication");
        await server.RunCommandAsync("DEBUG", "RELOAD", "NOSAVE");
        Assert.Equal(before, await server.RunCommandAsync("INFO", "replication"));
        published.Add(new("2", await host.PublishAsync("2")));
        var late = await ListenAsync(host, published[1].Id);
        await late.UntilAsync("2");
        Assert.Equal((GapReason.Lost, published[0].Id), late.Gaps.Select(gap => (gap.Reason, gap.ResumedAfter)).Single());
        Checker.AssertNone(Checker.Check(published, [late.Transcript], await ReplayAsync(host, "2")));
    }

    [Fact]
    public async Task Snapshot_LoadedAgainAfterTheNextEpoch_GivesNoIdOfEitherAgain()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var published = new List<Published> { new("1", await host.PublishAsync("1")) };
        await server.RunCommandAsync("SAVE");
        foreach (string data in new[] { "lost", "lost, too", "2" })
        {
            published.Add(new(data, await host.PublishAsync(data)));
            if (data != "2")
                await server.RunCommandAsync("DEBUG", "RELOAD", "NOSAVE");
        }

        Assert.All(published[1..], publication => Assert.EndsWith("-2", publication.Id));
        Checker.AssertNone(Checker.Check(published, [], await ReplayAsync(host, "2")));
    }

    [Fact]
    public async Task Snapshot_LoadedIntoTheRunningServer_BeginsAnEpochForAHostThatKnowsTheRestFromMessages()
    {
        var server = await ServerAsync();
        var (listens, publishes) = (await HostAsync(server.Address, ("Broadcast:CheckInterval", "00:01:00")), await HostAsync(server.Address));
        var stays = await ListenAsync(listens);
        var published = new List<Published> { new("1", await publishes.PublishAsync("1")) };
        await stays.UntilAsync("1");
        await server.RunCommandAsync("SAVE");
        published.Add(new("lost", await publishes.PublishAsync("lost")));
        await stays.UntilAsync("lost");
        await server.RunCommandAsync("DEBUG", "RELOAD", "NOSAVE");
        published.Add(new("2", await listens.PublishAsync("2")));
        await stays.UntilAsync("2");
        Checker.AssertNone(Checker.Check(published, [stays.Transcript], await ReplayAsync(publishes, "2")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Snapshot_LoadedIntoTheRunningServer_IsNoticedByAHostThatListens(bool hasMessages)
    {
        var server = await ServerAsync();
        var (listens, publishes) = (await HostAsync(server.Address), await HostAsync(server.Address));
        var stays = await ListenAsync(listens);
        var published = new List<Published> { new("1", await publishes.PublishAsync("1")) };
        await server.RunCommandAsync("SAVE");
        if (hasMessages)
            published.Add(new("lost", await publishes.PublishAsync("lost")));
        else
            await server.PublishSilentlyAsync("lost");
        await stays.UntilAsync("lost");
        await server.RunCommandAsync("DEBUG", "RELOAD", "NOSAVE");
        await Wait.UntilAsync(() => stays.Gaps.Any(), "the client gets the gap");
        published.Add(new("2", await publishes.PublishAsync("2")));
        await stays.UntilAsync("2");
        Checker.AssertNone(Checker.Check(published, [stays.Transcript], await ReplayAsync(publishes, "2")));
    }

    [Fact]
    public async Task Snapshot_OfTheHistoryBeforeAnother_BringsItBackWithAGap()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var stays = await ListenAsync(host);
        var published = new List<Published> { new("1", await host.PublishAsync("1")) };
        await stays.UntilAsync("1");
        await server.RunCommandAsync("SAVE");
        await server.RunCommandAsync("FLUSHALL");
        published.Add(new("lost", await host.PublishAsync("lost")));
        await stays.UntilAsync("lost");
        await server.KillAsync();
        await server.RunAsync();
        published.Add(new("2", await PublishAsync(host, "2")));
        await stays.UntilAsync("2");
        Assert.Equal(["1", "gap", "lost", "gap", "1", "2"], stays.Transcript.Select(received => received.Gap is null ? received.Data : "gap"));
        Assert.All(stays.Gaps, gap => Assert.Equal(GapReason.Restart, gap.Reason));
        Assert.Equal(3, published.Select(publication => publication.Id).Distinct().Count());
        Checker.AssertNone(Checker.Check(published, [stays.Transcript], await ReplayAsync(host, "2")));
    }
}
