namespace SseDashboard.Streams.Redis.Tests;

/// <summary>
/// Events are lost with their server, and the host that publishes next has seen none of them: nothing but the server's
/// replication ID shows that their ids are used.
/// </summary>
public sealed class UnseenLossTests : FaultTest
{
    [Fact]
    public async Task Snapshot_RestoredByARestart_BeginsAnEpochForAHostThatHasSeenNothing()
    {
        var server = await ServerAsync();
        await LoseAsync(server.Address, () => server.RunCommandAsync("SAVE"), async () =>
        {
            await server.KillAsync();
            await server.RunAsync();
        });
    }

    [Fact]
    public async Task Replica_PromotedWithoutTheLastEvent_BeginsAnEpochForAHostThatHasSeenNothing()
    {
        var primary = await ServerAsync();
        var link = Proxy(() => primary.Port);
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{link.Port}");
        await replica.FollowsAsync();
        await LoseAsync(
            $"{primary.Address},{replica.Address}",
            async () =>
            {
                await Wait.UntilAsync(async () => await replica.RunCommandAsync("XLEN", "sse:{news}:log") == "1", "the replica has the event");
                link.Stall();
            },
            async () =>
            {
                await primary.KillAsync();
                await replica.RunCommandAsync("REPLICAOF", "NO", "ONE");
            });
    }

    [Fact]
    public async Task Host_CutOffWithLostEvents_SendsThemAgainAndAnnouncesTheirLossOnceItKnows()
    {
        var primary = await ServerAsync();
        var link = Proxy(() => primary.Port);
        var replica = await ServerAsync("--replicaof", "127.0.0.1", $"{link.Port}");
        await replica.FollowsAsync();
        var server = primary;
        var way = Proxy(() => server.Port);
        var (cutOff, other) = (await HostAsync(way.Address), await HostAsync($"{primary.Address},{replica.Address}"));
        var (client, stays) = (await ListenAsync(cutOff), await ListenAsync(cutOff));
        var published = new List<Published> { new("1", await cutOff.PublishAsync("1")) };
        await Wait.UntilAsync(async () => await replica.RunCommandAsync("XLEN", "sse:{news}:log") == "1", "the replica has the event");
        link.Stall();
        published.Add(new("lost", await cutOff.PublishAsync("lost")));
        await client.UntilAsync("lost");
        await stays.UntilAsync("lost");
        await primary.KillAsync();
        await replica.RunCommandAsync("REPLICAOF", "NO", "ONE");
        await client.MoveAsync(other);
        await Wait.UntilAsync(() => client.Gaps.Count() == 1, "the client gets the gap");
        await client.MoveAsync(cutOff);
        await Wait.UntilAsync(() => client.Data.Count() == 3, "the client gets the event again");
        server = replica;
        published.Add(new("2", await PublishAsync(other, "2")));
        await client.UntilAsync("2");
        await stays.UntilAsync("2");
        Assert.Equal(["1", "lost", "gap", "lost", "gap", "2"], client.Transcript.Select(received => received.Gap is null ? received.Data : "gap"));
        Assert.All(client.Gaps, gap => Assert.Equal((GapReason.Lost, published[0].Id), (gap.Reason, gap.ResumedAfter)));
        Checker.AssertNone(Checker.Check(published, [client.Transcript, stays.Transcript], await ReplayAsync(other, "2")));
    }

    private async Task LoseAsync(string redis, Func<Task> keep, Func<Task> lose)
    {
        var before = await HostAsync(redis);
        var client = await ListenAsync(before);
        var published = new List<Published> { new("1", await before.PublishAsync("1")) };
        await keep();
        published.Add(new("lost", await before.PublishAsync("lost")));
        await client.UntilAsync("lost");
        await client.LeaveAsync();
        await before.DisposeAsync();
        await lose();
        var after = await HostAsync(redis);
        published.Add(new("2", await PublishAsync(after, "2")));
        Assert.NotEqual(published[1].Id, published[2].Id);
        await client.MoveAsync(after);
        await client.UntilAsync("2");
        Assert.Equal((GapReason.Lost, published[0].Id), client.Gaps.Select(gap => (gap.Reason, gap.ResumedAfter)).Single());
        Checker.AssertNone(Checker.Check(published, [client.Transcript], await ReplayAsync(after, "2")));
    }
}
