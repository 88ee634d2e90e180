namespace SseDashboard.Conformance.Tests;

/// <summary>What remembers the theme (theme.js), and goes on where the browser stores nothing.</summary>
public sealed class ThemeTests(Bench bench)
{
    [Fact]
    public Task Choice_Stored_HoldsForTheNextPage() => RunAsync("choiceOutlivesThePage");

    [Fact]
    public Task Choice_WithSiteStorageBlocked_HoldsForTheVisit() => RunAsync("withoutStorageAChoiceHoldsForTheVisit");

    [Fact]
    public Task Choice_WithStorageFull_IsApplied() => RunAsync("storageThatIsFullIsNoError");

    private Task RunAsync(string function) => bench.RunAsync("theme-harness.js", function);
}
