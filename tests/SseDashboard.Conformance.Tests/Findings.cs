namespace SseDashboard.Conformance.Tests;

/// <summary>Says everything that was found, not only how many.</summary>
internal static class Findings
{
    public static void AssertNone(IEnumerable<string> findings)
    {
        string text = string.Join('\n', findings);
        if (text.Length > 0)
            Assert.Fail(text);
    }
}
