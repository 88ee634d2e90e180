namespace SseDashboard.Conformance.Tests;

/// <summary>Tests the delays that back-off.js computes.</summary>
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
    public async Task Delay_AnyInput_GrowsWithJitterWithinBounds(
        double reconnectionTime, int failures, double atLeast, double random, double expected)
    {
        var options = new { reconnectionTime, failures, atLeast, random, minDelay = 100, maxDelay = 60_000 };

        Assert.Equal([expected], await bench.RunAsync<double[]>("feed-harness.js", "delays", new List<object> { options }));
    }

    [Fact]
    public async Task Wait_Aborted_ResolvesAtOnce() => await bench.RunAsync<object?>("feed-harness.js", "abortedWaits");

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public async Task Delay_InfiniteReconnectionTime_IsLongestTimerDelay(double random) =>
        Assert.All(
            await bench.RunAsync<double[]>("feed-harness.js", "delaysOfEndlessTimes", random),
            delay => Assert.Equal(2147483647, delay));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("120", 120_000)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", 20_000)]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 20_000)]
    [InlineData("Sun Nov  6 08:49:37 1994", 20_000)]
    [InlineData("Wed, 16 Nov 1994 08:49:17 GMT", 864_000_000)]
    [InlineData("Wed Nov 16 08:49:17 1994", 864_000_000)]
    [InlineData("Sun, 06 Nov 1994 08:49:07 GMT", 0)]
    public Task RetryAfter_SecondsOrHttpDate_ReturnsMilliseconds(string value, double milliseconds) =>
        AssertRetryAfterAsync(value, milliseconds);

    // Up to 50 years ahead counts as the future, anything more as the past.
    [Theory]
    [InlineData("Sunday, 06-Nov-44 08:49:17 GMT", 1_577_923_200_000)]
    [InlineData("Sunday, 06-Nov-45 08:49:17 GMT", 0)]
    public Task RetryAfter_TwoDigitYear_IsAtMostFiftyYearsAhead(string value, double milliseconds) =>
        AssertRetryAfterAsync(value, milliseconds);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("soon 7")]
    [InlineData("1.5")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("5s")]
    [InlineData("1994-11-06T08:49:37Z")]
    [InlineData("Sun, 06 Nov 1994 08:49:37")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 CET")]
    [InlineData("Sun, 6 Nov 1994 08:49:37 GMT")]
    [InlineData("sun, 06 nov 1994 08:49:37 gmt")]
    [InlineData("Sun, 31 Feb 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 24:00:00 GMT")]
    [InlineData("Sun, 06 Nov 1994 08:60:00 GMT")]
    public Task RetryAfter_InvalidOrMissing_ReturnsNull(string? value) => AssertRetryAfterAsync(value, null);

    // Now is 1994-11-06 08:49:17 UTC.
    private async Task AssertRetryAfterAsync(string? value, double? milliseconds)
    {
        double now = new DateTimeOffset(1994, 11, 6, 8, 49, 17, TimeSpan.Zero).ToUnixTimeMilliseconds();
        string?[] values = [value];
        Assert.Equal([milliseconds], await bench.RunAsync<double?[]>("feed-harness.js", "retriesAfter", values, now));
    }
}
