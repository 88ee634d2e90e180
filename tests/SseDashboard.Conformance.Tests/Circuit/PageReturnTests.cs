namespace SseDashboard.Conformance.Tests;

/// <summary>Tests page-return.js, which remembers over a reload what the page had.</summary>
public sealed class PageReturnTests(Bench bench)
{
    [Theory]
    [InlineData("anOrdinaryVisitHasLostNothing")]
    [InlineData("theHostWasRestartedOrNot")]
    [InlineData("lossesAddUpUntilForgotten")]
    [InlineData("theStreamOpensAgainOnce")]
    [InlineData("theStreamOfAnotherPageDoesNotOpen")]
    [InlineData("aLongIdIsCut")]
    [InlineData("blockedStorageIsNoError")]
    [InlineData("theDayIsNamedUnlessItIsToday")]
    public Task Page_Reloaded_KnowsWhatItLost(string function) => bench.RunAsync("circuit/page-return-harness.js", function);
}
