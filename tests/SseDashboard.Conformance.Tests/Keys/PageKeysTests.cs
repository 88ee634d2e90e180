namespace SseDashboard.Conformance.Tests;

/// <summary>Tests page-keys.js: shortcuts, which must not get in the way of typing, and the keys of tabs.</summary>
public sealed class PageKeysTests(Bench bench)
{
    [Theory]
    [InlineData("aKeyPressesItsButton")]
    [InlineData("aKeyMovesToItsField")]
    [InlineData("typingPressesNothing")]
    [InlineData("otherKeysPressNothing")]
    [InlineData("whatCannotBeReachedIsNotPressed")]
    [InlineData("turnedOffTheyStayOff")]
    [InlineData("homeAndEndMoveInTabs")]
    public Task Key_Pressed_DoesWhatItShould(string function) => bench.RunAsync("keys/page-keys-harness.js", function);
}
