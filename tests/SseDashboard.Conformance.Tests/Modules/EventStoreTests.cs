namespace SseDashboard.Conformance.Tests;

/// <summary>Tests event-store.js, which holds what happened in the page: numbered, bounded, oldest out.</summary>
public sealed class EventStoreTests(Bench bench)
{
    [Theory]
    [InlineData("holdsTheNewestRows")]
    [InlineData("holdsTheNewestUnits")]
    [InlineData("holdsOneItemLargerThanTheBound")]
    public Task Store_Full_DropsOldest(string function) => RunAsync(function);

    [Fact]
    public Task Item_OfAnyKind_IsReturnedAsItCame() => RunAsync("returnsItemsAsTheyCame");

    [Fact]
    public Task Clear_Rows_FreesThemAndNumbersGoOn() => RunAsync("clearedRowsAreGoneAndNumbersGoOn");

    private Task RunAsync(string function) => bench.RunAsync("dashboard/event-store-harness.js", function);
}
