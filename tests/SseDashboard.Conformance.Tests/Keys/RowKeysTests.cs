namespace SseDashboard.Conformance.Tests;

/// <summary>Tests row-keys.js, the keyboard of the log, the exchange and the wire view.</summary>
public sealed class RowKeysTests(Bench bench)
{
    [Theory]
    [InlineData("keysMoveAndOpen")]
    [InlineData("optionsMoveAsRowsDo")]
    [InlineData("otherKeysAreLeftAlone")]
    [InlineData("aHeldKeyMovesAtOnceByWhatCameMeanwhile")]
    public Task Keys_Pressed_ReachTheCircuit(string function) => bench.RunAsync("keys/row-keys-harness.js", function);
}
