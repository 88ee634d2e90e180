namespace SseDashboard.Conformance.Tests;

/// <summary>
/// Tests reporter.js, which reports to the circuit: everything at a low rate, the newest rows and counts at a high one.
/// </summary>
public sealed class ReporterTests(Bench bench)
{
    [Fact]
    public Task Items_AtALowRate_AllCross() => RunAsync("everyItemCrossesAtALowRate");

    [Fact]
    public Task Items_AtAHighRate_CrossAsACountAndTheNewestRows() => RunAsync("theNewestCrossAtAHighRate");

    [Fact]
    public Task NotableItems_AmongOthers_CrossAtTheirPlace() => RunAsync("notableItemsCrossAtTheirPlace");

    [Fact]
    public Task NotableItems_TooManyForOneReport_CrossInSeveral() => RunAsync("manyNotableItemsCrossInSeveralReports");

    [Fact]
    public Task Reports_OfTheLargestItems_StayWithinTheSizeOfAMessage() => RunAsync("reportsStayWithinTheSizeOfAMessage");

    [Fact]
    public Task Items_DroppedBeforeTheyCrossed_AreCountedAsLost() => RunAsync("itemsDroppedBeforeTheyCrossedAreLost");

    [Fact]
    public Task LongData_CrossesAsAPreview() => RunAsync("longDataCrossesAsAPreview");

    [Fact]
    public Task WhenReady_TooManyItemsWait_ResolvesOnceThereAreFew() => RunAsync("readyOnceFewItemsWait");

    [Fact]
    public Task Report_NotAnswered_IsRepeatedUnderItsNumber() => RunAsync("failedReportIsRepeated");

    [Theory]
    [InlineData("linesCrossWithoutItems")]
    [InlineData("tooManyLinesLoseTheOldest")]
    public Task Lines_Printed_Cross(string function) => RunAsync(function);

    [Fact]
    public Task Types_ThatAppear_Cross() => RunAsync("newTypesCrossAFewAtATime");

    [Fact]
    public Task Report_AfterOneThatSkips_WaitsTwiceAsLong() => RunAsync("afterSkippingTheNextReportWaitsTwiceAsLong");

    [Fact]
    public Task Matches_OfTheFilter_Cross() => RunAsync("whatMatchesTheFilterCrosses");

    [Fact]
    public Task Stop_ItemsWaiting_SendsNothingMore() => RunAsync("stoppedSendsNothingMore");

    private Task RunAsync(string function) => bench.RunAsync("dashboard/reporter-harness.js", function);
}
