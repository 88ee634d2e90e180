namespace SseDashboard.Conformance.Tests;

/// <summary>The delays of back-off.js.</summary>
public sealed class BackOffTests(Bench bench)
{
    [Theory]
    [InlineData(3000, 0, 0, 0, 3000)]
    [InlineData(3000, 0, 0, 0.5, 3750)]
    [InlineData(3000, 1, 0, 0, 3000)]
    [InlineData(3000, 2, 0, 0, 6000)]
    [InlineData(3000, 4, 0, 0, 24000)]
    [InlineData(3000, 9, 0, 0, 60000)]
    [InlineData(3000, 2000, 0, 0.5, 75000)]
    [InlineData(90000, 3, 0, 0, 90000)]
    [InlineData(0, 0, 0, 0, 100)]
    [InlineData(3000, 1, 5000, 0, 5000)]
    [InlineData(3000, 1, 5000, 0.5, 5750)]
    [InlineData(3000, 5, 5000, 0, 48000)]
    [InlineData(99999999999, 0, 0, 0, 2147483647)]
    public async Task Delay_Computed_GrowsAndIsSpreadWithinItsBounds(
        double reconnectionTime, int failures, double atLeast, double random, double expected)
    {
        var options = new { reconnectionTime, failures, atLeast, random, minDelay = 100, maxDelay = 60_000 };

        Assert.Equal([expected], await bench.RunAsync<double[]>("feed-harness.js", "delays", new List<object> { options }));
    }

    [Fact]
    public async Task Wait_Aborted_EndsAtOnce() => await bench.RunAsync<object?>("feed-harness.js", "abortedWaits");

    [Fact]
    public async Task RetryAfter_SecondsOrDate_IsMilliseconds()
    {
        string?[] values =
            ["0", "120", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", "soon", "", "-1.5 s", null];
        double now = new DateTimeOffset(1994, 11, 6, 8, 49, 17, TimeSpan.Zero).ToUnixTimeMilliseconds();

        Assert.Equal(
            [0, 120_000, 20_000, 0, null, null, null, null],
            await bench.RunAsync<double?[]>("feed-harness.js", "retriesAfter", values, now));
    }
}
