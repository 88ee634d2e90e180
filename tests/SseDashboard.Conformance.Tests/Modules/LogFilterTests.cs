namespace SseDashboard.Conformance.Tests;

/// <summary>Tests log/filter.js, which finds the rows that match a filter while more arrive.</summary>
public sealed class LogFilterTests(Bench bench)
{
    [Theory]
    [InlineData("findsTextInIdTypeAndData")]
    [InlineData("takesTextLiterally")]
    [InlineData("showsTheChosenTypes")]
    [InlineData("manyTypesShareANumber")]
    public Task Filter_Set_FindsRows(string function) => RunAsync(function);

    [Fact]
    public Task Rows_ThatArrive_AreFound() => RunAsync("rowsThatArriveAreFound");

    [Fact]
    public Task Rows_Dropped_LeaveTheirPositions() => RunAsync("droppedRowsLeaveTheirPositions");

    [Fact]
    public Task ManyRows_AreExaminedInSlices() => RunAsync("manyRowsAreExaminedInSlices");

    [Fact]
    public Task Answers_OfLargeRows_FitIntoAMessage() => RunAsync("answersFitIntoAMessage");

    [Fact]
    public Task Numbers_ForAnExport_AreComplete() => RunAsync("allMatchesForAnExport");

    private Task RunAsync(string function) => bench.RunAsync("log/filter-harness.js", function);
}
