namespace SseDashboard.Conformance.Tests;

/// <summary>Tests document-console.js, which logs as the document's client does.</summary>
public sealed class DocumentConsoleTests(Bench bench)
{
    [Fact]
    public Task Events_AFew_AreLoggedAsByTheDocument() => RunAsync("logsAsTheDocument");

    [Fact]
    public Task Events_TooManyToRead_GetASummary() => RunAsync("summarisesAFlood");

    private Task RunAsync(string function) => bench.RunAsync("dashboard/document-console-harness.js", function);
}
