namespace SseDashboard.Conformance.Tests;

/// <summary>Tests load-meter.js, which measures what becomes of a load's events in the page.</summary>
public sealed class LoadMeterTests(Bench bench)
{
    [Fact]
    public Task Events_DispatchedAndShown_AreCounted() => RunAsync("countsDispatchedAndShown");

    [Theory]
    [InlineData("takesPercentilesOfTheRows")]
    [InlineData("measuresALateRow")]
    public Task Delay_FromDispatchToTheRow_IsMeasured(string function) => RunAsync(function);

    [Fact]
    public Task Reset_Called_BeginsANewLoad() => RunAsync("resetBeginsANewLoad");

    [Fact]
    public Task LongTask_OfThePage_IsCounted() => RunAsync("countsLongTasks");

    [Fact]
    public Task Report_Failed_IsFollowedByTheNext() => RunAsync("reportsAgainAfterFailedCall");

    [Fact]
    public Task Report_Unanswered_IsTheOnlyOne() => RunAsync("hasOneReportInFlight");

    [Fact]
    public Task Stop_Called_RestoresEventSourceAndEndsTheReports() => RunAsync("stopRestoresTheBrowsers");

    private Task RunAsync(string function) => bench.RunAsync("load/load-meter-harness.js", function);
}
