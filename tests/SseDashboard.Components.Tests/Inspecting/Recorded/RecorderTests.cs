using System.Text;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Recorded;

/// <summary>A recording has what was observed, byte for byte and chunk for chunk.</summary>
public sealed class RecorderTests
{
    private static readonly byte[] Stream =
    [
        .. Encoding.UTF8.GetBytes("\uFEFFid: 1\r\ndata: 20 °C\r\n\r\n: comment\r\revent: x\rdata: cr\r\r\n\n"),
        0xC2, 0xFF, 0x80, 0x0A, 0x0D, 0x0A, 0x0D, 0x0A, .. "data: unfinished\r"u8,
    ];

    [Fact]
    public void Stream_SplitInTwoAtEveryOffset_IsRecordedExactly()
    {
        for (int split = 1; split < Stream.Length; split++)
            AssertRecorded([Stream[..split], Stream[split..]]);
    }

    [Fact]
    public void Stream_ByteForByte_IsRecordedExactly()
    {
        var observation = Observed.Stream();
        for (int i = 0; i < Stream.Length; i++)
            observation.Received(Stream.AsSpan(i, 1), Observed.At(i));
        observation.Completed(Stream.Length);

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal(Stream, recording.Body());
        Assert.All(recording.Chunks, chunk => Assert.Equal(1, chunk.Bytes.Length));
        Assert.Null(recording.Head.Note);
    }

    [Fact]
    public void OpenConnection_IsRecordedSoFarAndWithoutAnEnd()
    {
        var observation = Observed.Stream();
        observation.Received("data: a\n\ndata: b", at: 1);

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal("data: a\n\ndata: b", Encoding.UTF8.GetString(recording.Body()));
        Assert.Null(recording.End);
        Assert.Equal(1, recording.Events);
    }

    [Fact]
    public void LinesOfJson_AreRecordedWithTheirTimes()
    {
        var observation = Observed.Request();
        observation.Answered(Observed.Head(type: "application/x-ndjson"));
        observation.Received("{\"a\":1}\n{\"a\"", at: 1);
        observation.Received(":2}\n", at: 2);
        observation.Completed(3);

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal("{\"a\":1}\n{\"a\":2}\n", Encoding.UTF8.GetString(recording.Body()));
        Assert.Equal([1, 2], recording.Chunks.Select(chunk => chunk.At.TotalSeconds));
        Assert.Null(recording.Head.Note);
    }

    [Theory]
    [InlineData(ObservedEndKind.Completed, null, false)]
    [InlineData(ObservedEndKind.Failed, ObservedFailure.Cut, true)]
    public void End_OfTheServerOrTheConnection_IsRecorded(ObservedEndKind kind, ObservedFailure? failure, bool isCut)
    {
        var observation = Observed.Stream();
        observation.Received("data: a\n\n", at: 1);
        observation.Ended(new(kind, failure, null, Observed.At(5)));

        Assert.Equal(new(TimeSpan.FromSeconds(5), isCut), Recorder.Of(observation.Snapshot()).End);
    }

    [Fact]
    public void ConnectionThatWasStopped_HasNoEndOfItsOwn()
    {
        var observation = Observed.Stream();
        observation.Received("data: a\n\n", at: 1);
        observation.Ended(new(ObservedEndKind.Stopped, null, null, Observed.At(5)));

        Assert.Null(Recorder.Of(observation.Snapshot()).End);
    }

    // A clock may be set back; a recording whose times decrease could not be read again.
    [Fact]
    public void Times_NeverDecrease()
    {
        var observation = Observed.Stream();
        observation.Received("data: a\n\n", at: 2);
        observation.Received("data: b\n\n", at: 1);
        observation.Completed(0);

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal([2, 2], recording.Chunks.Select(chunk => chunk.At.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(2), recording.End!.At);
    }

    [Fact]
    public void BlocksNoLongerKept_AreMissingAndTheRecordingSaysSo()
    {
        var observation = Observed.Stream(new() { MaxBlocks = 1 });
        observation.Received("data: a\n\ndata: b\n\nda", at: 1);

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal("data: b\n\nda", Encoding.UTF8.GetString(recording.Body()));
        Assert.Equal("The first 9 bytes were no longer kept.", recording.Head.Note);
    }

    [Fact]
    public void BodyOfAnotherType_HasItsBeginningAndTheRecordingSaysWhatIsMissing()
    {
        var observation = Observed.Request(options: new() { MaxBodyStartBytes = 256 });
        observation.Answered(Observed.Head(status: 500, type: "application/json"));
        observation.Received(new string('x', 300), at: 1);
        observation.Completed(2);

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal((500, "application/json", 256L, 0), (recording.Head.Status, recording.Head.ContentType, recording.Bytes, recording.Events));
        Assert.Equal("The last 44 bytes were not kept.", recording.Head.Note);
    }

    [Fact]
    public void BlockOfVeryManyChunks_IsExactAndTheRecordingSaysWhatIsMerged()
    {
        var observation = Observed.Stream(new() { MaxChunksPerBlock = 2 });
        foreach (var (text, at) in new[] { ("d", 1), ("a", 2), ("t", 3), ("a: a\n\n", 4), ("data: b\n\n", 5) })
            observation.Received(text, at);

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal(["1 d", "2 a", "4 ta: a\n\n", "5 data: b\n\n"], recording.Chunks.Select(chunk => $"{chunk.At.TotalSeconds} {Encoding.UTF8.GetString(chunk.Bytes.Span)}"));
        Assert.NotNull(recording.Head.Note);
    }

    [Fact]
    public void EventsOfAnEventSource_AreWrittenAnew()
    {
        var observation = Observed.Request(ObservedWay.EventSource);
        observation.Dispatched(new("message", "a", "1"), Observed.At(1));
        observation.Dispatched(new("tick", "b\nc", "1"), Observed.At(2));

        var recording = Recorder.Of(observation.Snapshot());
        Assert.Equal("id: 1\ndata: a\n\nevent: tick\ndata: b\ndata: c\n\n", Encoding.UTF8.GetString(recording.Body()));
        Assert.Equal((2, TimeSpan.FromSeconds(2), true), (recording.Events, recording.Length, recording.Head.IsEventStream));
        Assert.NotNull(recording.Head.Note);
    }

    [Fact]
    public void Address_WithASecret_IsRecordedWithoutIt()
    {
        var observation = new Observation(new(new("https://u:p@example.org/s?api_key=hidden"), "GET", [], null, ObservedWay.Host), Observed.Start, new());

        Assert.DoesNotContain("hidden", Recorder.Of(observation.Snapshot()).Head.Url!, StringComparison.Ordinal);
    }

    private static void AssertRecorded(byte[][] chunks)
    {
        var observation = Observed.Stream();
        for (int i = 0; i < chunks.Length; i++)
            observation.Received(chunks[i], Observed.At(i + 1));
        observation.Completed(chunks.Length);

        var recorded = Recorder.Of(observation.Snapshot()).Chunks;
        Assert.Equal(
            chunks.Select((chunk, number) => (TimeSpan.FromSeconds(number + 1), Convert.ToHexString(chunk))),
            recorded.Select(chunk => (chunk.At, Convert.ToHexString(chunk.Bytes.Span))));
    }
}
