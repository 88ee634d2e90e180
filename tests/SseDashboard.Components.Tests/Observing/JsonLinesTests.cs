using System.Text;
using SseDashboard.Components.Tests.Inspecting.Diagnosing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Observing;

/// <summary>Newline-delimited JSON: read line by line, with the time of each.</summary>
public sealed class JsonLinesTests
{
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public void Lines_SplitAtEveryByte_AreWholeAndArriveWithTheirLastByte()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{\"a\":\"é\"}\r\n\n{\"b\":2}\n");
        for (int at = 1; at < bytes.Length; at++)
        {
            var observation = Lines();
            observation.Received(bytes.AsSpan(0, at), Observed.At(1));
            observation.Received(bytes.AsSpan(at), Observed.At(2));
            observation.Completed(at: 3);
            var seen = observation.Snapshot();

            Assert.Equal(["{\"a\":\"é\"}", null, "{\"b\":2}"], seen.Blocks.Select(block => block.Event?.Data));
            Assert.Equal(bytes, seen.Blocks.SelectMany(block => block.Bytes.ToArray()));
            Assert.Equal((3, 2, 0, 2L), (seen.Counts.Blocks, seen.Counts.Events, seen.Counts.Comments, seen.Counts.Chunks));
            Assert.Equal([0L, 12, 13], seen.Blocks.Select(block => block.Offset));
            Assert.Equal(at >= 12 ? 1 : 2, (seen.Blocks[0].LastArrival - Observed.Start).TotalSeconds);
            Assert.Null(seen.Unfinished);
        }
    }

    [Fact]
    public void LastLine_WithoutALineEnd_CountsIfTheResponseIsComplete()
    {
        var complete = Lines();
        complete.Received("{\"a\":1}\n{\"b\":2}");
        Assert.Equal("{\"b\":2}", Encoding.UTF8.GetString(complete.Snapshot().Unfinished!.Bytes.Span));
        complete.Completed(at: 1);
        Assert.Equal(2, complete.Snapshot().Counts.Events);
        Assert.Null(complete.Snapshot().Unfinished);

        var cut = Lines();
        cut.Received("{\"a\":1}\n{\"b\":2}");
        cut.Ended(new(ObservedEndKind.Failed, ObservedFailure.Cut, null, Observed.At(1)));
        Assert.Equal(1, cut.Snapshot().Counts.Events);
        Assert.Equal(BlockOutcome.Unfinished, cut.Snapshot().Unfinished!.Outcome);
    }

    [Fact]
    public void Line_LongerThanTheBound_EndsTheReading()
    {
        var observation = Lines(new() { MaxBlockBytes = 1_024 });
        Assert.True(observation.Received("{\"a\":1}\n"));
        Assert.False(observation.Received(new string('x', 1_025)));
        var seen = observation.Snapshot();

        Assert.Contains("A line is larger than 1,024 bytes (Observing:MaxBlockBytes)", seen.Exceeded!, StringComparison.Ordinal);
        Assert.Equal((1L, 1_025L), (seen.Counts.Events, seen.Counts.UnreadBytes));
    }

    [Theory]
    [InlineData(200, "application/x-ndjson; charset=utf-8", 1)]
    [InlineData(200, "application/jsonl", 1)]
    [InlineData(500, "application/x-ndjson", 0)]
    [InlineData(200, "application/json", 0)]
    [InlineData(200, "text/plain", 0)]
    public void Body_OfThisStatusAndType_HasSoManyLines(int status, string type, int lines)
    {
        var observation = Observed.Request();
        observation.Answered(Observed.Head(status, type));
        observation.Received("{\"a\":1}\n");

        Assert.Equal(lines, observation.Snapshot().Counts.Events);
    }

    [Fact]
    public void Rows_OfLines_DoNotSpeakOfFields()
    {
        var observation = Lines();
        observation.Received("{\"a\":1}\n");
        var rows = new BlockRows(TimeProvider.System);
        rows.Start(observation);
        rows.Take(TimeSpan.FromSeconds(1), null);
        var row = rows.View().Single();

        Assert.Equal(("line", true, null), (row.Name, row.IsLine, row.Besides));
        Assert.StartsWith("A line of newline-delimited JSON.", BlockWords.Explain(row), StringComparison.Ordinal);
        Assert.Contains("no fields", Assert.Single(BlockWire.Of(row.Block, Observed.Start, row.IsLine), part => part.Kind == BlockPartKind.Line).Note!, StringComparison.Ordinal);
        Assert.Equal(row, rows.Find(0));
        Assert.Null(rows.Find(1));
    }

    // The rules about blocks and events do not apply.
    [Fact]
    public void Diagnosis_OfLines_FindsOnlyTheirType()
    {
        var observation = Lines();
        for (int i = 0; i < 20; i++)
            observation.Received("{\"response\":\"a\",\"done\":false}\n", at: i);
        observation.Completed(at: 20);

        observation.Findings().Only("content-type-wrong");
    }

    private static Observation Lines(ObservingOptions? options = null)
    {
        var observation = Observed.Request(options: options);
        observation.Answered(Observed.Head(type: Ndjson));
        return observation;
    }
}
