namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Channels on the nodes of a Cluster.</summary>
public sealed class ClusterTests : FaultTest
{
    [Fact]
    public async Task Channels_OnEveryNode_ArePublishedListenedToAndResumed()
    {
        var cluster = Use(await Cluster.StartAsync(3));
        var (one, other) = (await HostAsync(cluster.Address), await HostAsync(cluster.Address));
        var owners = new HashSet<RedisServer>();
        for (int i = 0; owners.Count < cluster.Nodes.Count && i < 100; i++)
        {
            string channel = $"channel-{i}";
            string first = await PublishAsync(one, "1", channel);
            if (!owners.Add(await cluster.OwnerAsync(channel)))
                continue;
            var listener = await ListenAsync(other, first, channel);
            await PublishAsync(one, "2", channel);
            string third = await PublishAsync(other, "3", channel);
            await listener.UntilAsync("3");
            Assert.Equal(["2", "3"], listener.Transcript.Select(received => received.Data));
            Assert.Equal(third, listener.LastEventId);
        }

        Assert.Equal(cluster.Nodes.Count, owners.Count);
    }

    [Fact]
    public async Task Slot_MovedToAnotherNode_BeginsAnEpochAndLosesNothing()
    {
        var cluster = Use(await Cluster.StartAsync(2));
        var (one, other) = (await HostAsync(cluster.Address), await HostAsync(cluster.Address));
        var stays = await ListenAsync(one);
        var published = new List<Published> { new("1", await PublishAsync(one, "1")), new("2", await PublishAsync(other, "2")) };
        await stays.UntilAsync("2");
        var source = await cluster.OwnerAsync(Listener.Channel);
        var target = cluster.Nodes.Single(node => node != source);
        await cluster.MoveAsync(Listener.Channel, target);
        published.Add(new("3", await PublishAsync(other, "3")));
        await stays.UntilAsync("3");
        var resumed = await ListenAsync(other, published[0].Id);
        await resumed.UntilAsync("3");
        Assert.Same(target, await cluster.OwnerAsync(Listener.Channel));
        Assert.Empty(stays.Gaps.Concat(resumed.Gaps));
        Assert.Equal(["2", "3"], resumed.Data);
        Assert.True(BroadcastId.TryParse(published[1].Id, out var before));
        Assert.True(BroadcastId.TryParse(published[2].Id, out var after));
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal(3, after.Sequence);
        Checker.AssertNone(Checker.Check(published, [stays.Transcript, resumed.Transcript], await ReplayAsync(one, "3")));
    }
}
