using SseDashboard.Conformance.Tests;
using SseDashboard.Learning.Format;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The differences between clients and the standard, and their explanations.</summary>
public sealed class DeviationTests
{
    [Fact]
    public void Platform_Corpus_HasNoUnexplainedDifference()
    {
        int explained = 0;
        Findings.AssertNone(WireCase.All.SelectMany(wire =>
        {
            var found = Deviations.Find(
                FormatClient.Platform, wire.Bytes, StandardReading.Of(wire.Bytes), PlatformReading.Of(new(wire.Bytes, [])));
            explained += found.Count(deviation => IsExplained(deviation));
            return found.Where(deviation => !IsExplained(deviation)).Select(deviation => $"{wire.Name}: {deviation}");
        }));
        Assert.InRange(explained, 14, int.MaxValue);
    }

    [Fact]
    public void Platform_CutIntoSingleBytes_ReadsTheSame() => Findings.AssertNone(WireCase.All
        .Where(wire => Describe(PlatformReading.Of(new StreamInput(wire.Bytes, []))) != Describe(PlatformReading.Of(new StreamInput(wire.Bytes, []).CutEverywhere())))
        .Select(wire => wire.Name));

    [Fact]
    public void EventSource_LineEndAfterMark_IsExplained()
    {
        byte[] bytes = [0xef, 0xbb, 0xbf, .. "\ndata: a\n\ndata: b\n\n"u8];
        var deviation = Assert.Single(Deviations.Find(
            FormatClient.EventSource, bytes, StandardReading.Of(bytes), new([new("message", "a", ""), new("message", "c", "")])));

        Assert.Equal(("Event 2", "message: \"b\", no id", "message: \"c\", no id"), (deviation.Place, deviation.Standard, deviation.Client));
        Assert.Contains("byte order mark", deviation.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Parser_DifferenceNobodyKnows_IsNotExplainedAway()
    {
        byte[] bytes = "data: a\n\n"u8.ToArray();
        var found = Deviations.Find(FormatClient.Parser, bytes, StandardReading.Of(bytes), new([], "5", 3));

        Assert.Equal(["Event 1", "Last event ID at the end", "Reconnection time"], found.Select(deviation => deviation.Place));
        Assert.DoesNotContain(found, IsExplained);
    }

    [Fact]
    public void Differences_InEventsThatDidNotCross_AreNotClaimed()
    {
        byte[] bytes = "data: a\n\ndata: b\n\n"u8.ToArray();

        Assert.Empty(Deviations.Find(FormatClient.Parser, bytes, StandardReading.Of(bytes), new([new("message", "a", "")], "", Left: 1)));
    }

    [Fact]
    public void Presets_AreValidAndNamedOnce()
    {
        Assert.All(Preset.All, preset => Assert.NotEmpty(preset.Input.Bytes));
        Assert.Equal(Preset.All.Count, Preset.All.DistinctBy(preset => preset.Name).Count());
    }

    private static string Describe(ClientReading reading) => string.Join('|', reading.Events) + reading.LastEventId + reading.Retry;

    private static bool IsExplained(Deviation deviation) => !deviation.Why.StartsWith("No known deviation", StringComparison.Ordinal);
}
