namespace SseDashboard.Conformance.Tests;

/// <summary>
/// Tests batcher.js, which sends the browser's events to the circuit: bounded, in order, one call at a time, losses counted.
/// </summary>
public sealed class BatcherTests(Bench bench)
{
    [Fact]
    public Task Batches_ManyItems_StayWithinMaxItemsAndInOrder() => RunAsync("batchesAreBoundedByNumber");

    [Fact]
    public Task Batches_LargeItems_StayWithinMaxBytes() => RunAsync("batchesAreBoundedByBytes");

    [Fact]
    public Task Items_PushedTogether_ShareOneBatch() => RunAsync("itemsPushedTogetherShareOneBatch");

    [Fact]
    public Task Batches_CallInFlight_Wait() => RunAsync("batchesWaitForTheCallInFlight");

    [Fact]
    public Task Items_BeyondMaxQueuedItems_AreCountedInPlace() => RunAsync("itemsBeyondMaxQueuedItemsAreLostInPlace");

    [Fact]
    public Task Items_BeyondMaxQueuedBytes_AreCountedInPlace() => RunAsync("itemsBeyondMaxQueuedBytesAreLostInPlace");

    [Fact]
    public Task States_BeyondBound_AreQueuedUpToTwiceTheBound() => RunAsync("statesAreQueuedUpToTwiceTheBound");

    [Theory]
    [InlineData("circuitFailing")]
    [InlineData("circuitNotAnswering")]
    public Task Circuit_UnreachableBeyondPatience_IsReportedGoneAndSentNothingMore(string function) => RunAsync(function);

    [Fact]
    public Task Circuit_BrieflyUnreachable_GetsSameBatchAgainThenRest() => RunAsync("failedBatchIsRepeated");

    [Fact]
    public Task Item_LargerThanMaxBytes_IsCountedAsLost() => RunAsync("oversizedItemIsLost");

    [Fact]
    public Task Stop_ItemsQueued_SendsNothingMore() => RunAsync("stoppedSendsNothingMore");

    private Task RunAsync(string function) => bench.RunAsync("batcher-harness.js", function);
}
