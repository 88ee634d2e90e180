using System.Text;
using SseDashboard.Conformance.Tests;
using SseDashboard.Learning.Format;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The playground's model of the standard, against the corpus that every parser is tested with.</summary>
public sealed class StandardReadingTests
{
    [Fact]
    public void Reading_Corpus_ReportsWhatTheStandardRequires() => Findings.AssertNone(WireCase.All
        .Select(wire => (wire.Name, Expected: wire.Expected.ToString(), Actual: OutcomeOf(StandardReading.Of(wire.Bytes)).ToString()))
        .Where(outcome => outcome.Expected != outcome.Actual)
        .Select(outcome => $"{outcome.Name}: expected {outcome.Expected}, got {outcome.Actual}"));

    [Fact]
    public void Lines_Corpus_CoverEveryByteAfterTheMark() => Findings.AssertNone(WireCase.All
        .Select(wire => (wire, reading: StandardReading.Of(wire.Bytes)))
        .Where(read => read.reading.Lines.Sum(line => line.Length + line.EndLength) + (read.reading.HasByteOrderMark ? 3 : 0) != read.wire.Bytes.Length)
        .Select(read => read.wire.Name));

    [Fact]
    public void Buffers_AfterEachLine_AreThoseOfTheStandard()
    {
        var lines = Read("id: 1\nevent: tick\ndata: a\nretry: 20\n\n").Lines;

        Assert.Equal(
            [
                new("", "", "1", "", null),
                new("", "tick", "1", "", null),
                new("a\n", "tick", "1", "", null),
                new("a\n", "tick", "1", "", 20),
                new("", "", "1", "1", 20),
            ],
            lines.Select(line => line.After));
        Assert.Equal(new FormatEvent("tick", "a", "1"), lines[^1].Dispatched);
    }

    [Theory]
    [InlineData(":x\n", LineEffect.Comment, "keeps the connection alive")]
    [InlineData("Data: x\n", LineEffect.IgnoredUnknownField, "case-sensitive")]
    [InlineData("data : x\n", LineEffect.IgnoredUnknownField, "white space belongs to the name")]
    [InlineData("foo: x\n", LineEffect.IgnoredUnknownField, "defines no field")]
    [InlineData("id: a\0b\n", LineEffect.IgnoredIdWithNul, "NUL")]
    [InlineData("retry: 1.5\n", LineEffect.IgnoredRetry, "not only ASCII digits")]
    [InlineData("retry\n", LineEffect.IgnoredRetry, "needs a value")]
    [InlineData("data\n", LineEffect.AppendsData, "No colon")]
    [InlineData("data:  x\n", LineEffect.AppendsData, "Only the first space")]
    [InlineData("event\n", LineEffect.SetsType, "an empty type means message")]
    [InlineData("id\n", LineEffect.SetsId, "no id to resume from")]
    [InlineData("\n", LineEffect.EndsBlock, "nothing to dispatch")]
    [InlineData("data: x", LineEffect.Unfinished, "never processed")]
    public void Line_OfOneKind_IsNamedAndExplained(string stream, LineEffect effect, string why)
    {
        var line = Assert.Single(Read(stream).Lines);

        Assert.Equal(effect, line.Effect);
        Assert.Contains(why, line.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondMark_BelongsToTheName()
    {
        var line = Assert.Single(StandardReading.Of([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, .. "data: a\n"u8]).Lines);

        Assert.Contains("only the first byte order mark is removed", line.Why, StringComparison.Ordinal);
    }

    private static StandardReading Read(string stream) => StandardReading.Of(Encoding.UTF8.GetBytes(stream));

    private static Outcome OutcomeOf(StandardReading reading)
    {
        var lines = reading.Lines;
        var discarded = lines.Where(line => line.EndsWithoutEvent).Select(_ => "no data");
        return new(
            [.. reading.Events.Select(e => new WireEvent(e.Type, e.Data, e.LastEventId))],
            [.. lines.Where(line => line.Effect == LineEffect.Comment).Select(line => line.Value)],
            [.. lines.Where(line => line.Effect == LineEffect.SetsReconnectionTime).Select(line => line.After.Retry!.Value)],
            [.. discarded, .. reading.IsCutOff ? ["unfinished"] : Array.Empty<string>()],
            [.. lines.Where(line => line.IsIgnored).Select(line => $"{line.Field}: {ReasonOf(line)}")],
            reading.End.LastEventId);
    }

    private static string ReasonOf(StreamLine line) => line.Field switch
    {
        "id" => "contains NUL",
        "retry" => "not only ASCII digits",
        _ => "unknown field",
    };
}
