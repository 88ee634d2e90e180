namespace SseDashboard.Conformance.Tests;

/// <summary>Tests theme.js, which remembers the theme and works even if the browser blocks storage.</summary>
public sealed class ThemeTests(Bench bench)
{
    [Fact]
    public Task Choice_Stored_AppliesToNextPage() => RunAsync("choicePersistsAcrossPages");

    [Fact]
    public Task Choice_StorageBlocked_HoldsForVisit() => RunAsync("choiceWithoutStorageHoldsForVisit");

    [Fact]
    public Task Choice_StorageFull_IsApplied() => RunAsync("fullStorageIsNoError");

    private Task RunAsync(string function) => bench.RunAsync("theme-harness.js", function);
}
