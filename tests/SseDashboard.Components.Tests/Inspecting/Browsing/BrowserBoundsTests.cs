using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using static SseDashboard.Components.Tests.Inspecting.Browsing.Sent;

namespace SseDashboard.Components.Tests.Inspecting.Browsing;

public sealed class BrowserBoundsTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Batch_OfMoreItemsThanTheBound_IsRefused(int more, bool isFine)
    {
        BrowserItem[] items = [.. Enumerable.Repeat(new BrowserItem("chunk", 1, 0, true), BrowserBounds.Items + more)];

        Assert.Equal(isFine, Record.Exception(() => BrowserBounds.Check(items, [])) is null);
    }

    [Fact]
    public void LinesOfJson_AreReadBeyondTheBoundOfOtherBodies()
    {
        var observation = Observed.Request(ObservedWay.Fetch);
        var run = new BrowserRun(observation, (_, _) => throw new InvalidOperationException("A fetch does not reconnect."));
        Item[] sent = [Head(200, "application/x-ndjson"), .. Enumerable.Repeat(Chunk(1, $"\"{new string('x', 16_000)}\"\n"), 5)];
        for (int i = 0; i < sent.Length; i++)
            run.OnBatch(i + 1, [new(sent[i].Kind, sent[i].At, sent[i].Content.Length, true)], sent[i].Content);

        Assert.Equal(5, observation.Snapshot().Counts.Events);
        Assert.Null(observation.Snapshot().End);
    }
}
