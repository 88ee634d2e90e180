using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Publications that wait for Redis, and messages from it that wait for the feed.</summary>
public sealed class WaitingTests
{
    [Fact]
    public void Publications_Waiting_AreBoundedInNumberAndBytes()
    {
        var pending = new PendingPublications(new() { MaxPendingPublications = 2, MaxPendingBytes = 1_000 });
        Assert.True(pending.TryEnter(600));
        Assert.False(pending.TryEnter(600));
        Assert.True(pending.TryEnter(400));
        Assert.False(pending.TryEnter(0));
        pending.Leave(400);
        pending.Leave(600);
        Assert.Equal((0, 0L), (pending.Count, pending.Bytes));
        // Or else it could never be published.
        Assert.True(pending.TryEnter(5_000));
        Assert.False(pending.TryEnter(1));
    }

    [Theory]
    [InlineData(2, 1_000)]
    [InlineData(1_000, 250)]
    public void Messages_Waiting_AreBoundedInNumberAndBytes(int messages, int bytes)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new RedisMetrics(new(services.GetRequiredService<IMeterFactory>()));
        var queue = new FeedQueue(new() { MaxQueuedMessages = messages, MaxQueuedBytes = bytes }, metrics);
        queue.Add(new byte[100]);
        queue.Add(new byte[100]);
        Assert.Equal((2, false), Take());
        queue.Add(new byte[100]);
        queue.Add(new byte[100]);
        queue.Add(new byte[100]);
        queue.Add(new byte[100]);
        Assert.Equal((1, true), Take());
        Assert.Equal((0, false), Take());

        (int Messages, bool HasDropped) Take()
        {
            var (taken, hasDropped) = queue.Take();
            return (taken.Count, hasDropped);
        }
    }
}
