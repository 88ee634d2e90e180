using System.Text.Json;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using static SseDashboard.Components.Tests.Inspecting.Browsing.Sent;

namespace SseDashboard.Components.Tests.Inspecting.Browsing;

/// <summary>What the browser reports becomes observations, and what its script does not send is refused.</summary>
public sealed class BrowserRunTests
{
    private readonly List<Observation> _observations = [];
    private long _batches;

    [Fact]
    public void Fetch_HeadChunksAndEnd_AreObservedWithTheirTimes()
    {
        var run = Start(ObservedWay.Fetch);
        Send(run, Head(200), Chunk(100, "id: 1\nda"), Chunk(250, "ta: a\n\n: beat\n\n"));
        Send(run, Json("end", 300, new { how = "completed" }));
        var seen = Single();

        Assert.Equal((200, "HTTP/1.1", "text/event-stream"), (seen.Head!.Status, seen.Head.Protocol, seen.Head.MediaType));
        Assert.Equal([100.0, 250], seen.Blocks[0].Chunks.Select(chunk => (chunk.At - Observed.Start).TotalMilliseconds));
        Assert.Equal((1L, 1L, 2L), (seen.Counts.Events, seen.Counts.Comments, seen.Counts.Chunks));
        Assert.Equal((ObservedEndKind.Completed, Observed.At(0.3)), (seen.End!.Kind, seen.End.At));
        Assert.True(run.Over.IsCompletedSuccessfully);
    }

    [Fact]
    public void Chunk_InSeveralBatches_IsOneChunk()
    {
        var run = Start(ObservedWay.Fetch);
        Send(run, Head(200));
        Send(run, Chunk(5, "data: ") with { IsWhole = false });
        Send(run, Chunk(5, "a\n\n"));

        Assert.Equal((1L, 9L, 1L), (Single().Counts.Chunks, Single().Counts.Bytes, Single().Counts.Events));
    }

    [Fact]
    public void Batch_SentAgain_IsIgnored()
    {
        var run = Start(ObservedWay.Fetch);
        Send(run, Head(200));
        Send(run, Chunk(1, "data: a\n\n"));
        _batches--;
        Send(run, Chunk(1, "data: a\n\n"));

        Assert.Equal(1, Single().Counts.Events);
    }

    [Fact]
    public void EventSource_Reconnecting_BeginsAnObservationWhenItOpensAgain()
    {
        var run = Start(ObservedWay.EventSource);
        Send(run, Json("opened", 10), Event(20, "tick", "7", "a"), Json("interrupted", 30));
        Assert.Equal(ObservedEndKind.Interrupted, Single().End!.Kind);
        Assert.False(run.Over.IsCompleted);

        Send(run, Json("opened", 3_030), Event(3_040, "message", "8", "b"));

        Assert.Equal(2, _observations.Count);
        var next = _observations[1].Snapshot();
        Assert.Equal(("7", Observed.Start.AddMilliseconds(3_030)), (next.Request.LastEventId, next.StartedAt));
        Assert.Equal("b", next.Blocks[0].Event!.Value.Data);
        Assert.True(next.IsEventStream);
    }

    [Fact]
    public void EventSource_RetriesWithoutAnswer_AreObservationsOfTheirOwn()
    {
        var run = Start(ObservedWay.EventSource);
        Send(run, Json("opened", 10), Json("interrupted", 30), Json("interrupted", 40), Json("interrupted", 50));
        Send(run, Json("end", 60, new { how = "hidden" }));

        Assert.Equal(
            [ObservedEndKind.Interrupted, ObservedEndKind.Interrupted, ObservedEndKind.Interrupted, ObservedEndKind.Failed],
            _observations.Select(observation => observation.Snapshot().End!.Kind));
        Assert.Contains("tries again", _observations[1].Snapshot().End!.Reason, StringComparison.Ordinal);
        Assert.Contains("204 tells it to stop", _observations[3].Snapshot().End!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EventSource_MissedEvents_AreCounted()
    {
        var run = Start(ObservedWay.EventSource);
        Send(run, Json("opened", 1), Json("missed", 2, 40), Json("crowded", 3, 6));

        Assert.Equal((40L, 6), (Single().Counts.MissedEvents, Single().StreamsOnOrigin));
    }

    [Theory]
    [InlineData("cut", ObservedFailure.Cut, "broke before the end")]
    [InlineData("hidden", ObservedFailure.Hidden, "hides the reason")]
    [InlineData("refused", ObservedFailure.Forbidden, "does not send this request")]
    [InlineData("policy", ObservedFailure.Forbidden, "Reload it")]
    public void Fetch_Failed_SaysWhy(string how, ObservedFailure failure, string reason)
    {
        var run = Start(ObservedWay.Fetch);
        Send(run, Json("end", 1, new { how, reason = "Failed to fetch" }));

        Assert.Equal(failure, Single().End!.Failure);
        Assert.Contains(reason, Single().End!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_WhileOpen_EndsTheObservationAndIgnoresTheRest()
    {
        var run = Start(ObservedWay.Fetch);
        Send(run, Head(200));
        run.Stop(Observed.At(1));
        Send(run, Chunk(2_000, "data: a\n\n"));

        Assert.Equal((ObservedEndKind.Stopped, 0L), (Single().End!.Kind, Single().Counts.Events));
    }

    [Fact]
    public void BodyThatIsNoStream_IsReadToABound()
    {
        var run = Start(ObservedWay.Fetch);
        Send(run, Head(200, "text/plain"));
        for (int i = 0; i < 10; i++)
            Send(run, Chunk(i, new string('x', 16_000)));

        Assert.Equal(ObservedEndKind.Stopped, Single().End!.Kind);
        Assert.Equal(80_000, Single().Counts.Bytes);
        Assert.Contains("65,536 bytes", Single().End!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void BlockLargerThanTheBound_StopsTheRequest()
    {
        var run = Start(ObservedWay.Fetch, new() { MaxBlockBytes = 1_024 });
        Send(run, Head(200));
        Send(run, Chunk(1, $"data: {new string('x', 2_000)}"));

        Assert.True(run.Over.IsCompletedSuccessfully);
        Assert.Contains("Observing:MaxBlockBytes", Single().End!.Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { """[{"kind":"chunk","at":1,"size":9,"isWhole":true}]""", "sizes" },
        { """[{"kind":"chunk","at":1,"size":-1,"isWhole":true}]""", "out of range" },
        { """[{"kind":"chunk","at":1e300,"size":0,"isWhole":true}]""", "out of range" },
        { """[null]""", "out of range" },
        { """[{"kind":"other","at":1,"size":0,"isWhole":true}]""", "kind is unknown" },
        { """[{"kind":"event","at":1,"size":0,"isWhole":true}]""", "not valid" },
        { """[{"kind":"chunk","at":1,"size":0,"isWhole":true}]""", "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Batch_ThatTheScriptDoesNotSend_FailsTheRun(string items, string problem)
    {
        var run = Start(ObservedWay.Fetch);
        run.OnBatch(1, JsonSerializer.Deserialize<BrowserItem[]>(items, JsonSerializerOptions.Web)!, []);
        if (problem.Length == 0)
        {
            // An empty chunk is nothing, before the head too.
            Assert.False(run.Over.IsCompleted);
            return;
        }

        Assert.Contains(problem, Assert.IsType<InvalidDataException>(run.Over.Exception!.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ContentBeyondTheBound_FailsTheRun()
    {
        var run = Start(ObservedWay.Fetch);
        for (int i = 0; i < 5; i++)
            Send(run, Chunk(1, new string('x', 1024 * 1024)) with { IsWhole = false });

        Assert.IsType<InvalidDataException>(run.Over.Exception!.InnerException);
    }

    private BrowserRun Start(ObservedWay way, ObservingOptions? options = null)
    {
        _observations.Add(Observed.Request(way, options));
        return new(_observations[0], (request, at) =>
        {
            _observations.Add(new(request, at, new()));
            return _observations[^1];
        });
    }

    private ObservationSnapshot Single() => Assert.Single(_observations).Snapshot();

    private void Send(BrowserRun run, params Item[] items) => run.OnBatch(
        ++_batches, [.. items.Select(item => new BrowserItem(item.Kind, item.At, item.Content.Length, item.IsWhole))], [.. items.SelectMany(item => item.Content)]);
}
