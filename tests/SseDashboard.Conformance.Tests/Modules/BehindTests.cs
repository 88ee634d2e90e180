namespace SseDashboard.Conformance.Tests;

/// <summary>Tests behind.js, which says how far a page is behind its stream.</summary>
public sealed class BehindTests(Bench bench)
{
    [Theory]
    [InlineData("saysHowFarAViewIsBehind")]
    [InlineData("saysNothingOfWhatIsOnItsWay")]
    public Task View_SaysHowFarBehindItIs(string function) => bench.RunAsync("dashboard/behind-harness.js", function);
}
