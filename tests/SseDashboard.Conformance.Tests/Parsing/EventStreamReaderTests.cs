using System.Text;
using SseDashboard.Streams;

namespace SseDashboard.Conformance.Tests;

/// <summary>The corpus through the two C# readers: EventStreamReader and EventBlockReader.</summary>
public sealed class EventStreamReaderTests
{
    [Fact]
    public void EventReader_WholeStream_ReportsWhatTheStandardRequires() => Findings.AssertNone(
        from wire in WireCase.All
        let expected = EventsOnly(wire.Expected)
        let actual = ReadEvents([wire.Bytes])
        where expected.ToString() != actual.ToString()
        select $"{wire.Name}: expected {expected}, got {actual}");

    [Fact]
    public void EventReader_SplitAtEveryByte_ReportsTheSame() => Findings.AssertNone(
        from wire in WireCase.All
        from split in Splits(wire.Bytes)
        let actual = ReadEvents(split.Chunks)
        where EventsOnly(wire.Expected).ToString() != actual.ToString()
        select $"{wire.Name}: split {split.Name}, got {actual}");

    [Fact]
    public void BlockReader_WholeStream_ReportsWhatTheStandardRequires() => Findings.AssertNone(
        from wire in WireCase.All
        let actual = ReadBlocks([wire.Bytes])
        where wire.Expected.ToString() != actual.ToString()
        select $"{wire.Name}: expected {wire.Expected}, got {actual}");

    [Fact]
    public void BlockReader_SplitAtEveryByte_ReportsTheSame() => Findings.AssertNone(
        from wire in WireCase.All
        from split in Splits(wire.Bytes)
        let actual = ReadBlocks(split.Chunks)
        where wire.Expected.ToString() != actual.ToString()
        select $"{wire.Name}: split {split.Name}, got {actual}");

    private static IEnumerable<(string Name, byte[][] Chunks)> Splits(byte[] stream)
    {
        for (int at = 0; at <= stream.Length; at++)
            yield return ($"at {at}", [stream[..at], stream[at..]]);
        yield return ("into single bytes", [.. stream.Select(value => new[] { value })]);
    }

    // EventStreamReader does not report what has no effect, only whether the stream ended inside a block.
    private static Outcome EventsOnly(Outcome outcome) => outcome with
    {
        Discarded = [.. outcome.Discarded.Where(reason => reason == "unfinished")],
        Ignored = [],
    };

    private static Outcome ReadEvents(IEnumerable<byte[]> chunks)
    {
        var (events, comments, retry) = (new List<WireEvent>(), new List<string>(), new List<double>());
        var reader = new EventStreamReader(new()
        {
            OnComment = comments.Add,
            OnReconnectionTime = time => retry.Add(time.TotalMilliseconds),
        });
        foreach (byte[] bytes in chunks)
        {
            ReadOnlySpan<byte> chunk = bytes;
            while (reader.TryRead(ref chunk, out var received))
                events.Add(new(received.Type, received.Data, received.LastEventId));
        }

        reader.End();
        Assert.Equal(retry.Count == 0 ? null : retry[^1], reader.ReconnectionTime?.TotalMilliseconds);
        return new(events, comments, retry, reader.EndedInsideBlock ? ["unfinished"] : [], [], reader.LastEventId);
    }

    private static Outcome ReadBlocks(IEnumerable<byte[]> chunks)
    {
        var outcome = new Outcome([], [], [], [], [], "");
        var reader = new EventBlockReader();
        foreach (byte[] bytes in chunks)
        {
            ReadOnlySpan<byte> chunk = bytes;
            while (reader.TryRead(ref chunk, default, out var block))
                outcome = With(outcome, block);
        }

        return reader.End() is { } unfinished ? With(outcome, unfinished) : outcome;
    }

    private static Outcome With(Outcome outcome, EventBlock block)
    {
        List<BlockLine> lines = [.. block.Lines()];
        string Text(Range range) => Encoding.UTF8.GetString(block.Bytes.Span[range]);
        IEnumerable<string> Values(LineEffect effect) =>
            lines.Where(line => line.Effect == effect).Select(line => Text(line.Value));
        return new(
            block.Event is { } received
                ? [.. outcome.Events, new(received.Type, received.Data, received.LastEventId)]
                : outcome.Events,
            [.. outcome.Comments, .. Values(LineEffect.Comment)],
            [.. outcome.Retry, .. Values(LineEffect.SetsReconnectionTime).Select(double.Parse)],
            block.Outcome switch
            {
                BlockOutcome.NoData => [.. outcome.Discarded, "no data"],
                BlockOutcome.Unfinished => [.. outcome.Discarded, "unfinished"],
                _ => outcome.Discarded,
            },
            [
                .. outcome.Ignored,
                .. from line in lines
                   let reason = line.Effect switch
                   {
                       LineEffect.IgnoredIdWithNul => "contains NUL",
                       LineEffect.IgnoredRetry => "not only ASCII digits",
                       LineEffect.IgnoredUnknownField => "unknown field",
                       _ => null,
                   }
                   where reason is not null
                   select $"{Text(line.Name)}: {reason}",
            ],
            block.LastEventId);
    }
}
