namespace SseDashboard.Conformance.Tests;

/// <summary>Tests log/keys.js, the keyboard of the log.</summary>
public sealed class LogKeysTests(Bench bench)
{
    [Theory]
    [InlineData("keysMoveAndOpen")]
    [InlineData("otherKeysAreLeftAlone")]
    [InlineData("aHeldKeyMovesAtOnceByWhatCameMeanwhile")]
    public Task Keys_Pressed_ReachTheCircuit(string function) => bench.RunAsync("log/keys-harness.js", function);
}
