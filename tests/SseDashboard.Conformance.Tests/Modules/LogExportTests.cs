namespace SseDashboard.Conformance.Tests;

/// <summary>Tests log/export.js and log/formats.js: what is written reads back to the same rows.</summary>
public sealed class LogExportTests(Bench bench)
{
    [Fact]
    public Task Stream_ParsesBackToTheSameEvents() => RunAsync("streamParsesBackToTheSameEvents");

    [Fact]
    public Task Ndjson_HasEveryRow() => RunAsync("ndjsonHasEveryRow");

    [Fact]
    public Task Csv_ReadsBackToTheSameValues() => RunAsync("csvReadsBackToTheSameValues");

    [Fact]
    public Task Csv_TextThatIsAFormula_BeginsWithAnApostrophe() => RunAsync("csvKeepsSpreadsheetsFromRunningFormulas");

    [Fact]
    public Task Write_SomeNumbers_WritesThoseRows() => RunAsync("writesTheRowsWithTheseNumbers");

    [Fact]
    public Task Write_RowsDropped_CountsThem() => RunAsync("countsRowsThatAreGone");

    [Fact]
    public Task Write_MoreThanTheBound_Stops() => RunAsync("stopsAtTheBound");

    private Task RunAsync(string function) => bench.RunAsync("log/export-harness.js", function);
}
