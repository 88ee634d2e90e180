using System.Globalization;
using System.Text;
using SseDashboard.Inspecting;
using SseDashboard.Replay;

namespace SseDashboard.Components.Tests.Inspecting.Recorded;

public sealed class RecordingComparisonTests
{
    [Fact]
    public void SameEvents_LaterInTheSecond_AreTheSameAndTheTimesDiffer()
    {
        var result = Compare("1a 2b 3c", "1a 2b 3c", slower: 1.5);

        Assert.Equal("Same 3 events in the same order; the second took 1.0 s longer.", ComparisonWords.Summary(result));
        Assert.Equal([0, 0.5, 1], result.Events.Select(one => one.Later!.Value.TotalSeconds));
        Assert.Equal(["Events are matched by id.", "Event 3 shifted most: 1.0 s later."], ComparisonWords.Details(result));
    }

    // A digit is an id, a letter the data; "!" marks what became of an event.
    [Theory]
    [InlineData("1a 2b 3c", "1a 3c", "Same 1:1, Missing 2:, Same 3:2", MatchedBy.Id)]
    [InlineData("1a 3c", "1a 2b 3c", "Same 1:1, Added :2, Same 2:3", MatchedBy.Id)]
    [InlineData("1a 2b 3c", "1a 2x 3c", "Same 1:1, Changed 2:2, Same 3:3", MatchedBy.Id)]
    [InlineData("1a 2b 3c 4d", "1a 3c 4d 2b", "Same 1:1, Moved 2:4, Same 3:2, Same 4:3", MatchedBy.Id)]
    [InlineData("1a 2b", "1a 9b", "Same 1:1, Missing 2:, Added :2", MatchedBy.Id)]
    [InlineData("1a 2b", "8a 9b", "Changed 1:1, Changed 2:2", MatchedBy.Content)]
    [InlineData("a b c", "a c", "Same 1:1, Missing 2:, Same 3:2", MatchedBy.Content)]
    [InlineData("a b c d", "a x c d", "Same 1:1, Changed 2:2, Same 3:3, Same 4:4", MatchedBy.Content)]
    [InlineData("a b c d e", "a c d b e", "Same 1:1, Moved 2:4, Same 3:2, Same 4:3, Same 5:5", MatchedBy.Content)]
    [InlineData("1a 1b 2c", "1a 1b 2c", "Same 1:1, Same 2:2, Same 3:3", MatchedBy.Content)]
    [InlineData("1a 1b 2c", "1a 2c", "Same 1:1, Missing 2:, Same 3:2", MatchedBy.Content)]
    [InlineData("1a 2c", "1a 1b 2c", "Same 1:1, Added :2, Same 2:3", MatchedBy.Content)]
    [InlineData("a a a", "a a", "Same 1:1, Same 2:2, Missing 3:", MatchedBy.Content)]
    [InlineData("", "a", "Added :1", MatchedBy.Content)]
    public void Events_Compared_AreMatched(string first, string second, string expected, MatchedBy by)
    {
        var result = Compare(first, second);

        Assert.Equal(expected, string.Join(", ", result.Events.Select(one => $"{one.Kind} {one.First?.Number}:{one.Second?.Number}")));
        Assert.Equal(by, result.By);
    }

    [Fact]
    public void ManyDifferences_BeyondTheBound_AreMatchedByPlaceAndTheResultSaysSo()
    {
        string[] texts = [.. Enumerable.Range(0, 2_001).Select(i => $"x{i}")];
        var result = RecordingComparison.Of(Recording(texts.Select(text => ((string?)null, text))), Recording(texts.Select(text => ((string?)null, $"y{text}"))));

        Assert.Equal((MatchedBy.Place, 2_001), (result.By, result.Count(DifferenceKind.Changed)));
        Assert.Contains("matched by their places", string.Join(' ', ComparisonWords.Details(result)), StringComparison.Ordinal);
    }

    [Fact]
    public void EqualEventsAroundADifference_DoNotCountTowardsTheBound()
    {
        (string?, string)[] around = [.. Enumerable.Range(0, 3_000).Select(i => ((string?)null, $"x{i}"))];
        var result = RecordingComparison.Of(Recording([.. around, (null, "a"), .. around]), Recording([.. around, (null, "b"), .. around]));

        Assert.Equal((MatchedBy.Content, 6_000, 1), (result.By, result.Count(DifferenceKind.Same), result.Count(DifferenceKind.Changed)));
    }

    [Fact]
    public void EventsOfOtherTypes_AreNotTheSame()
    {
        static Recording Of(params string[] types) => new(
            RecordingHead.EventStream, [.. types.Select(type => new RecordedChunk(TimeSpan.Zero, Encoding.UTF8.GetBytes($"event: {type}\ndata: a\n\n")))], null);

        Assert.Equal([DifferenceKind.Missing, DifferenceKind.Same], RecordingComparison.Of(Of("one", "other"), Of("other")).Events.Select(one => one.Kind));
    }

    [Fact]
    public void Differences_AreCountedInTheSummary() => Assert.Equal(
        "5 events: 1 the same, 1 changed, 1 moved, 1 missing from the second, 1 only in the second; both took as long.",
        ComparisonWords.Summary(Compare("1a 2b 3c 4d", "3c 1x 2b 5e")));

    [Fact]
    public void OtherHeads_AndBodiesWithoutEvents_AreSaid()
    {
        var one = new Recording(new(500, "text/plain"), [new(TimeSpan.Zero, "a"u8.ToArray())], null);
        var other = new Recording(new(404, null), [new(TimeSpan.Zero, "bc"u8.ToArray())], null);

        Assert.Equal("The responses differ: 500 text/plain and 404 without a content type. Neither has events; their bodies differ, 1 B and 2 B; both took as long.",
            ComparisonWords.Summary(RecordingComparison.Of(one, other)));
    }

    [Fact]
    public void SameEvents_WithAnotherComment_DifferInBytesOnly()
    {
        var one = new Recording(RecordingHead.EventStream, [new(TimeSpan.Zero, ": a\ndata: a\n\n"u8.ToArray())], null);
        var other = new Recording(RecordingHead.EventStream, [new(TimeSpan.Zero, ": b\ndata: a\n\n"u8.ToArray())], null);
        var result = RecordingComparison.Of(one, other);

        Assert.False(result.BodiesAreEqual);
        Assert.Contains("bytes that make no event", string.Join(' ', ComparisonWords.Details(result)), StringComparison.Ordinal);
    }

    private static RecordingComparison Compare(string first, string second, double slower = 1) =>
        RecordingComparison.Of(Recording(EventsOf(first)), Recording(EventsOf(second), slower));

    private static IEnumerable<(string? Id, string Data)> EventsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(one => char.IsDigit(one[0]) ? (one[..1], one[1..]) : ((string?)null, one));

    // An event each second.
    private static Recording Recording(IEnumerable<(string? Id, string Data)> events, double slower = 1) => new(
        RecordingHead.EventStream,
        [.. events.Select((one, number) => new RecordedChunk(
            TimeSpan.FromSeconds(number * slower),
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(one.Id is null ? "" : $"id: {one.Id}\n")}data: {one.Data}\n\n"))))],
        null);
}
