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

    /// <summary>
    /// Whether the cases whose outcome differs are those that are known to, each by its name with the reason. A known one that
    /// differs no longer is a finding too: then the list is out of date.
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
                .Select(difference => $"{difference.Key} differs no longer. It was known for this: {difference.Value}"),
        ]);
    }
}
