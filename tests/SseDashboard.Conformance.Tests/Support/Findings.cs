namespace SseDashboard.Conformance.Tests;

/// <summary>Assertions that list every finding, not just the first.</summary>
internal static class Findings
{
    public static void AssertNone(IEnumerable<string> findings)
    {
        string text = string.Join('\n', findings);
        if (text.Length > 0)
            Assert.Fail(text);
    }

    /// <summary>
    /// Asserts that exactly the known cases differ. A known case that no longer differs is a finding too: the list is out of
    /// date.
    /// </summary>
    public static void AssertKnown(
        IReadOnlyDictionary<string, string> known, IEnumerable<(string Name, string Expected, string Actual)> outcomes)
    {
        var differing = outcomes.Where(outcome => outcome.Expected != outcome.Actual).ToDictionary(outcome => outcome.Name);
        AssertNone([
            .. differing.Values
                .Where(outcome => !known.ContainsKey(outcome.Name))
                .Select(outcome => $"{outcome.Name}: expected {outcome.Expected}, got {outcome.Actual}"),
            .. known
                .Where(difference => !differing.ContainsKey(difference.Key))
                .Select(difference => $"{difference.Key} no longer differs. The known difference was: {difference.Value}"),
        ]);
    }
}
