namespace SseDashboard.Conformance.Tests;

/// <summary>What carries the browser's events to the circuit (batcher.js): bounded, in order, one call at a time, and honest about loss.</summary>
public sealed class BatcherTests(Bench bench)
{
    [Fact]
    public Task Batches_OfManyItems_StayWithinTheirNumberAndInOrder() => RunAsync("batchesAreBoundedByNumber");

    [Fact]
    public Task Batches_OfLargeItems_StayWithinTheirBytes() => RunAsync("batchesAreBoundedByBytes");

    [Fact]
    public Task Items_CloseTogether_ComeInOneBatch() => RunAsync("itemsCloseTogetherComeInOneBatch");

    [Fact]
    public Task Batches_WhileACallIsInFlight_Wait() => RunAsync("batchesWaitForTheCallInFlight");

    [Fact]
    public Task Items_BeyondTheBoundOfTheirNumber_AreCountedInTheirPlace() => RunAsync("itemsBeyondTheNumberAreLostInTheirPlace");

    [Fact]
    public Task Items_BeyondTheBoundOfTheirBytes_AreCountedInTheirPlace() => RunAsync("itemsBeyondTheBytesAreLostInTheirPlace");

    [Fact]
    public Task States_BeyondTheBound_ComeAllTheSameUpToTwiceTheBound() => RunAsync("statesHaveRoomUpToTwiceTheBound");

    [Fact]
    public Task WhenReady_QueueWithTooManyItems_ResolvesOnceThereIsRoom() => RunAsync("readyOnceThereAreFewItems");

    [Fact]
    public Task WhenReady_QueueWithTooManyBytes_ResolvesOnceThereIsRoom() => RunAsync("readyOnceThereAreFewBytes");

    [Theory]
    [InlineData("circuitThatRefuses")]
    [InlineData("circuitThatDoesNotAnswer")]
    public Task Circuit_AwayForTooLong_IsToldAndNothingMoreIsSent(string function) => RunAsync(function);

    [Fact]
    public Task Circuit_AwayForAMoment_GetsTheSameBatchAgainAndThenTheRest() => RunAsync("circuitAwayForAMomentGetsTheSameBatchAgain");

    [Fact]
    public Task Item_TooLargeForAnyBatch_IsCountedAsLost() => RunAsync("itemTooLargeForAnyBatchIsLost");

    [Fact]
    public Task Stop_WithItemsQueued_SendsNothingMore() => RunAsync("stoppedSendsNothingMore");

    private Task RunAsync(string function) => bench.RunAsync("batcher-harness.js", function);
}
