namespace SseDashboard.Conformance.Tests;

/// <summary>Tests follow-tail.js, which keeps a list at its end while the user is there.</summary>
public sealed class FollowTailTests(Bench bench)
{
    [Fact]
    public Task List_GrowsOrShrinks_StaysAtEnd() => RunAsync("followsGrowthAndShrinking");

    [Fact]
    public Task List_GrowsSeveralTimesInAFrame_IsLaidOutOnce() => RunAsync("laysOutOncePerFrame");

    [Fact]
    public Task Receiver_HeightChanges_IsNotifiedInSteps() => RunAsync("reportsItsHeightInSteps");

    [Fact]
    public Task Receiver_UserLeavesEndAndReturns_IsNotified() => RunAsync("reportsLeavingAndReturning");

    [Fact]
    public Task Receiver_CallFailed_IsNotifiedAtNextScroll() => RunAsync("reportsAgainAfterFailedCall");

    [Fact]
    public Task Show_ARow_ScrollsItIntoViewBelowTheHeader() => RunAsync("showsARowBelowTheHeader");

    [Theory]
    [InlineData("stoppedDoesNotFollowRows")]
    [InlineData("stoppedDoesNotFollowSizes")]
    [InlineData("stoppedReportsNothing")]
    public Task Stop_Called_RemovesObserversAndListeners(string function) => RunAsync(function);

    private Task RunAsync(string function) => bench.RunAsync("follow-tail-harness.js", function);
}
