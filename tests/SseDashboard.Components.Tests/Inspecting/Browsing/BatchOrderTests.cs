using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using static SseDashboard.Components.Tests.Inspecting.Browsing.Sent;

namespace SseDashboard.Components.Tests.Inspecting.Browsing;

public sealed class BatchOrderTests
{
    [Fact]
    public void Batch_AfterAMissingOne_IsRefusedUntilThatArrives()
    {
        var observation = Observed.Request(ObservedWay.Fetch);
        var run = new BrowserRun(observation, (_, _) => throw new InvalidOperationException("A fetch does not reconnect."));
        bool SendAs(long number, Item item) => run.OnBatch(number, [new(item.Kind, item.At, item.Content.Length, item.IsWhole)], item.Content);

        Assert.True(SendAs(1, Head(200)));
        Assert.False(SendAs(3, Chunk(2, "b")));
        Assert.True(SendAs(2, Chunk(1, "a")));
        Assert.True(SendAs(3, Chunk(2, "b")));
        Assert.True(SendAs(3, Chunk(2, "b")));

        var counts = observation.Snapshot().Counts;
        Assert.Equal((2, 2), (counts.Chunks, counts.Bytes));
    }
}
