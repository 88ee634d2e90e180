namespace SseDashboard.Conformance.Tests;

/// <summary>Tests reconnection.js, which brings a page back when its circuit is lost.</summary>
public sealed class ReconnectionTests(Bench bench)
{
    [Theory]
    [InlineData("aBlipShowsNoDialog")]
    [InlineData("aLongerLossIsShownAndRetriedUntilItEnds")]
    [InlineData("aLossReportedTwiceIsOne")]
    [InlineData("aDiscardedCircuitReloadsOnceThePageIsServed")]
    [InlineData("anErrorOfTheServerIsNoPage")]
    [InlineData("reloadingTooEarlyIsRefused")]
    [InlineData("thePageCanBeReadMeanwhile")]
    [InlineData("aTabThatIsShownAgainTriesAtOnce")]
    [InlineData("aRefusedStartReloads")]
    public Task Circuit_Lost_PageComesBack(string function) => bench.RunAsync("circuit/reconnection-harness.js", function);
}
