using System.Text;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Observing;

public sealed class ObservationTests
{
    [Fact]
    public void Received_SplitInsideABlock_GivesOneBlockWithBothArrivals()
    {
        var observation = Observed.Stream();
        observation.Received("id: 1\nda", at: 1);
        observation.Received("ta: x\n\n: beat\n\n", at: 2);
        var snapshot = observation.Snapshot();

        Assert.Equal([BlockOutcome.Dispatched, BlockOutcome.NoFields], snapshot.Blocks.Select(block => block.Outcome));
        Assert.Equal(new ReceivedEvent("message", "x", "1"), snapshot.Blocks[0].Event);
        Assert.Equal([Observed.At(1), Observed.At(2)], snapshot.Blocks[0].Chunks.Select(chunk => chunk.At));
        Assert.Equal(new(Bytes: 23, Chunks: 2, Blocks: 2, Events: 1, Comments: 1, DroppedBlocks: 0, UnreadBytes: 0), snapshot.Counts);
        Assert.Equal((Observed.At(1), Observed.At(2)), (snapshot.FirstArrival, snapshot.LastArrival));
    }

    [Fact]
    public void Snapshot_TakenBeforeAChunk_StaysAsItWas()
    {
        var observation = Observed.Stream();
        observation.Received("data: 1\n\ndata: 2");
        var before = observation.Snapshot();
        observation.Received("\n\n", at: 1);

        Assert.Single(before.Blocks);
        Assert.Equal("data: 2", Encoding.UTF8.GetString(before.Unfinished!.Bytes.Span));
        Assert.Equal(2, observation.Snapshot().Blocks.Count);
        Assert.True(observation.Snapshot().Version > before.Version);
    }

    [Fact]
    public void Snapshot_WithoutAChange_IsTheSame()
    {
        var observation = Observed.Stream();

        Assert.Same(observation.Snapshot(), observation.Snapshot());
    }

    [Fact]
    public void Ended_InsideABlock_KeepsWhatIsDiscarded()
    {
        var observation = Observed.Stream();
        observation.Received("data: 1\n\ndata: 2\n");
        observation.Completed(at: 3);

        Assert.Equal("data: 2\n", Encoding.UTF8.GetString(observation.Snapshot().Unfinished!.Bytes.Span));
        Assert.Equal(BlockOutcome.Unfinished, observation.Snapshot().Unfinished!.Outcome);
        Assert.Throws<InvalidOperationException>(() => observation.Received("x"));
        Assert.Throws<InvalidOperationException>(() => observation.Completed(at: 4));
    }

    [Theory]
    [InlineData(404, "text/event-stream")]
    [InlineData(200, "application/json")]
    [InlineData(200, null)]
    public void Received_NotAnEventStream_KeepsOnlyTheBeginning(int status, string? type)
    {
        var observation = Observed.Request(options: new() { MaxBodyStartBytes = 256 });
        observation.Answered(Observed.Head(status, type));
        observation.Received("data: 1\n\n");
        observation.Received(new string('x', 300));
        var snapshot = observation.Snapshot();

        Assert.Empty(snapshot.Blocks);
        Assert.Equal("data: 1\n\n" + new string('x', 247), Encoding.UTF8.GetString(snapshot.BodyStart.Span));
        Assert.Equal(309, snapshot.Counts.Bytes);
    }

    [Theory]
    [InlineData("text/event-stream;charset=utf-8")]
    [InlineData("Text/Event-Stream ;")]
    public void MediaType_WithParameters_IsStillAnEventStream(string type) => Assert.True(Observed.Head(type: type).IsEventStream);

    [Fact]
    public void Received_MoreBlocksThanTheBound_DropsTheOldestAndCountsThem()
    {
        var observation = Observed.Stream(new() { MaxBlocks = 3 });
        for (int i = 0; i < 10; i++)
            observation.Received($"data: {i}\n\n");

        Assert.Equal(["7", "8", "9"], observation.Snapshot().Blocks.Select(block => block.Event!.Value.Data));
        Assert.Equal((10, 7), (observation.Snapshot().Counts.Events, observation.Snapshot().Counts.DroppedBlocks));
    }

    [Fact]
    public void Received_MoreBytesThanTheBound_DropsUntilTheyFit()
    {
        var observation = Observed.Stream(new() { MaxBytes = 65_536 });
        string data = new('x', 10_000);
        for (int i = 0; i < 10; i++)
            observation.Received($"data: {data}\n\n");

        // Two bytes for each character of the text, and one for each byte.
        Assert.Equal(2, observation.Snapshot().Blocks.Count);
        Assert.Equal(8, observation.Snapshot().Counts.DroppedBlocks);
    }

    [Fact]
    public void Received_ABlockLargerThanTheBound_IsNoLongerReadButCounted()
    {
        var observation = Observed.Stream(new() { MaxBlockBytes = 1_024 });
        Assert.True(observation.Received("data: 1\n\n"));
        Assert.True(observation.Received("data: " + new string('x', 1_000)));
        Assert.False(observation.Received(new string('x', 1_000)));
        Assert.False(observation.Received("\n\ndata: 2\n\n"));
        var snapshot = observation.Snapshot();

        Assert.Equal("1", snapshot.Blocks.Single().Event!.Value.Data);
        Assert.Contains("1,024 bytes (Observing:MaxBlockBytes)", snapshot.Exceeded, StringComparison.Ordinal);
        Assert.Equal(2_026, snapshot.Counts.Bytes);
        Assert.Equal(1_006, snapshot.Unfinished!.Bytes.Length);
        Assert.Equal(1_011, snapshot.Counts.UnreadBytes);
    }

    [Fact]
    public void BlocksFrom_ANumber_LeavesOutWhatWasDropped()
    {
        var observation = Observed.Stream(new() { MaxBlocks = 3 });
        for (int i = 0; i < 5; i++)
            observation.Received($"data: {i}\n\n");

        Assert.Equal((2L, "2 3 4"), Texts(observation.BlocksFrom(0)));
        Assert.Equal((3L, "3"), Texts(observation.BlocksFrom(3, atMost: 1)));
        Assert.Equal((5L, ""), Texts(observation.BlocksFrom(5)));
    }

    [Fact]
    public void LongestSilence_BetweenHeadAndLastChunk_IsKept()
    {
        var observation = Observed.Stream();
        observation.Received("data: 1\n\n", at: 2);
        observation.Received("data: 2\n\n", at: 9);
        observation.Received("data: 3\n\n", at: 10);

        Assert.Equal(new ObservedSilence(Observed.At(2), Observed.At(9)), observation.Snapshot().LongestSilence);
    }

    [Fact]
    public void Request_WithALastEventId_IsTheStreamsLastEventId()
    {
        var observation = Observed.Stream(lastEventId: "7");
        observation.Received("data: x\n\n");

        Assert.Equal("7", observation.Snapshot().Blocks[0].LastEventId);
    }

    [Fact]
    public void Dispatched_ByAnEventSource_IsABlockWithoutBytes()
    {
        var observation = Observed.Request(ObservedWay.EventSource);
        observation.Dispatched(new("tick", "1", "a"), Observed.At(1));

        Assert.Equal("1", observation.Snapshot().Blocks[0].Event!.Value.Data);
        Assert.Equal(0, observation.Snapshot().Counts.Bytes);
        Assert.Equal(1, observation.Snapshot().Counts.Events);
    }

    [Fact]
    public void Received_WithoutAHead_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Observed.Request().Received("data: 1\n\n"));

    [Fact]
    public async Task Snapshot_WhileAnotherThreadWrites_IsConsistent()
    {
        var observation = Observed.Stream(new() { MaxBlocks = 50 });
        var changed = 0;
        observation.Changed += () => changed++;
        var writing = Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
                observation.Received($"data: {i}\n\n");
        }, TestContext.Current.CancellationToken);
        do
        {
            var snapshot = observation.Snapshot();
            Assert.Equal(snapshot.Counts.Blocks, snapshot.Counts.DroppedBlocks + snapshot.Blocks.Count);
            Assert.Equal(snapshot.Counts.Blocks, snapshot.Counts.Chunks);
        }
        while (!writing.IsCompleted);

        await Wait.ForAsync(writing, "the writer reports its last chunk");
        Assert.Equal(20_000, changed);
    }

    private static (long, string) Texts((long First, IReadOnlyList<EventBlock> Blocks) blocks) =>
        (blocks.First, string.Join(' ', blocks.Blocks.Select(block => block.Event!.Value.Data)));
}
