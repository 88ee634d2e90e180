namespace SseDashboard.Conformance.Tests;

/// <summary>The corpus through sse-parser.js, in Chromium.</summary>
public sealed class ParserCorpusTests(Bench bench)
{
    [Fact]
    public void Corpus_Loaded_HasNamedCasesWithExpectations()
    {
        Assert.True(WireCase.All.Count >= 150, $"{WireCase.All.Count} cases");
        Assert.Equal(WireCase.All.Count, WireCase.All.DistinctBy(wire => wire.Name).Count());
        Assert.All(WireCase.All, wire => Assert.NotEmpty(wire.Rule));
    }

    [Fact]
    public async Task Parser_WholeStream_ReportsWhatTheStandardRequires()
    {
        var outcomes = await bench.RunAsync<List<Outcome>>("parser-harness.js", "parseWhole", Streams);

        Assert.Equal(WireCase.All.Count, outcomes.Count);
        Findings.AssertNone(WireCase.All.Zip(outcomes)
            .Where(pair => pair.First.Expected.ToString() != pair.Second.ToString())
            .Select(pair => $"{pair.First.Name}: expected {pair.First.Expected}, got {pair.Second}"));
    }

    [Fact]
    public async Task Parser_SplitAtEveryByte_ReportsTheSame()
    {
        var splits = await bench.RunAsync<List<List<string>>>("parser-harness.js", "differingSplits", Streams);

        Assert.Equal(WireCase.All.Count, splits.Count);
        Findings.AssertNone(WireCase.All.Zip(splits)
            .Where(pair => pair.Second.Count > 0)
            .Select(pair => $"{pair.First.Name}: differs when split {string.Join(", ", pair.Second)}"));
    }

    private static IEnumerable<byte[]> Streams => WireCase.All.Select(wire => wire.Bytes);
}
