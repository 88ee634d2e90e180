using SseDashboard.Watching;

namespace SseDashboard.Components.Tests;

/// <summary>The rates of the load lab's page.</summary>
public sealed class LoadRateTests : StreamContext
{
    private LoadCounts _counts;

    [Theory]
    [InlineData(0, 1_000, 2, 500)]
    [InlineData(1_000, 1_250, 0.5, 500)]
    [InlineData(1_000, 1_000, 1, 0)]
    // A new load begins at zero.
    [InlineData(1_000, 10, 1, 0)]
    [InlineData(0, 10, 0, 0)]
    public void Rate_OfAReading_IsItsGrowthOverItsTime(long before, long now, double seconds, double rate)
    {
        var tally = new Tally();
        tally.Read(before, TimeSpan.FromSeconds(1));
        tally.Read(now, TimeSpan.FromSeconds(seconds));

        Assert.Equal((now, rate), (tally.Total, tally.PerSecond));
    }

    // A report that waits for a busy circuit covers more of the server's time than of the browser's.
    [Fact]
    public async Task Rates_OfALateReport_AreByTheClockOfEachEnd()
    {
        var meter = await StartedAsync();
        Report(meter, after: 1, new(1_000, 900, 10, 1), browsersTime: 1_000, dispatched: 950, shown: 50);
        Report(meter, after: 4, new(9_000, 8_900, 410, 21), browsersTime: 3_000, dispatched: 8_950, shown: 90);

        Assert.Equal((2_000, 2_000, 100, 5), (meter.Written.PerSecond, meter.Taken.PerSecond, meter.Dropped.PerSecond, meter.Lost.PerSecond));
        Assert.Equal((4_000, 20), (meter.Dispatched.PerSecond, meter.Shown.PerSecond));
    }

    [Fact]
    public async Task Rates_OfTheFirstReport_AreSinceTheStart()
    {
        var meter = await StartedAsync();
        Report(meter, after: 2, new(1_000, 800, 0, 0), browsersTime: 60_000, dispatched: 900, shown: 100);

        Assert.Equal((500, 400), (meter.Written.PerSecond, meter.Taken.PerSecond));
        Assert.Equal((450, 50), (meter.Dispatched.PerSecond, meter.Shown.PerSecond));
    }

    private async Task<LoadMeter> StartedAsync()
    {
        var meter = new LoadMeter(JSInterop.JSRuntime, Clock, () => _counts);
        await meter.ResetAsync();
        return meter;
    }

    private void Report(LoadMeter meter, int after, LoadCounts counts, double browsersTime, long dispatched, long shown)
    {
        Clock.Advance(TimeSpan.FromSeconds(after));
        _counts = counts;
        meter.OnMeasured(new(browsersTime, dispatched, shown, null, null, 0, 0, null));
    }
}
