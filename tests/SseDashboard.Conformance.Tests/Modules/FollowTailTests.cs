namespace SseDashboard.Conformance.Tests;

/// <summary>What keeps a list at its end while the person is there (follow-tail.js).</summary>
public sealed class FollowTailTests(Bench bench)
{
    [Fact]
    public Task List_GrowsOrShrinks_StaysAtItsEnd() => RunAsync("followsWhatIsAdded");

    [Fact]
    public Task Person_LeavesTheEndAndComesBack_IsTold() => RunAsync("tellsWhenThePersonLeavesTheEndAndComesBack");

    [Fact]
    public Task Receiver_CallFailed_IsToldAtTheNextScroll() => RunAsync("tellsAgainAfterACallThatFailed");

    [Theory]
    [InlineData("stoppedDoesNotFollowRows")]
    [InlineData("stoppedDoesNotFollowSizes")]
    [InlineData("stoppedTellsNothing")]
    public Task Stop_RemovesEveryObserverAndListener(string function) => RunAsync(function);

    private Task RunAsync(string function) => bench.RunAsync("follow-tail-harness.js", function);
}
