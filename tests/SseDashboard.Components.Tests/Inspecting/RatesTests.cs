using SseDashboard.Inspecting;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class RatesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Series_OfAFewSeconds_HasAnIntervalForEach()
    {
        var series = new RateSeries(Start);
        series.Add(At(0), 1, 10);
        series.Add(At(0.999), 1, 10);
        series.Add(At(2), 5, 50);
        series.Reach(At(3.5));

        Assert.Equal([2, 0, 5, 0], series.Events.ToArray());
        Assert.Equal([20, 0, 50, 0], series.Bytes.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(3.5), series.Covered);
    }

    // Whatever the time, the sum stays and so does the memory.
    [Theory]
    [InlineData(119.9, 1, 120)]
    [InlineData(120, 2, 61)]
    [InlineData(240, 4, 61)]
    [InlineData(86_400, 1_024, 85)]
    public void Series_ThatIsFull_DoublesItsIntervalsAndLosesNothing(double until, int seconds, int count)
    {
        var series = new RateSeries(Start);
        for (int second = 0; second < until; second++)
            series.Add(At(second), 3, 7);
        series.Reach(At(until));

        Assert.Equal((TimeSpan.FromSeconds(seconds), count), (series.Width, series.Count));
        Assert.Equal(3L * (long)Math.Ceiling(until), series.Events.ToArray().Sum());
        Assert.All(series.Events[..^1].ToArray(), events => Assert.Equal(3L * seconds, events));
    }

    [Fact]
    public void Intervals_OfArrivals_HaveShortestMedianAndLongest()
    {
        var intervals = new Intervals();
        foreach (double seconds in (double[])[0, 1, 2, 3, 3.1, 10, 11])
            intervals.Arrived(At(seconds));

        Assert.Equal((7, 6), (intervals.Arrivals, intervals.Count));
        Assert.Equal((0.1, 1.0, 6.9), (Rounded(intervals.Shortest), Rounded(intervals.Median), Rounded(intervals.Longest)));
        Assert.Equal(At(10), intervals.LongestUntil);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Median_OfManyIntervals_IsWithinNinePercent(int seed)
    {
        var random = new Random(seed);
        var intervals = new Intervals();
        double at = 0;
        double[] all = [.. Enumerable.Range(0, 1_001).Select(_ => Math.Pow(10, (random.NextDouble() * 6) - 3))];
        intervals.Arrived(At(0));
        foreach (double one in all)
            intervals.Arrived(At(at += one));

        double median = all.Order().ElementAt(500);
        Assert.InRange(intervals.Median.TotalSeconds, median / 1.1, median * 1.1);
    }

    [Fact]
    public void EventsOfOneChunk_CountAsOneArrival()
    {
        var rates = Rates(("data: a\n\ndata: b\n\ndata: c\n\n", 1), ("data: d\n\n", 3));

        Assert.Equal((2, 1, 3), (rates.Events.Arrivals, rates.Events.Count, rates.MostAtOnce));
        Assert.Equal(2.0, Rounded(rates.Events.Shortest));
        Assert.Equal([0, 3, 0, 1], rates.Series.Events.ToArray());
    }

    [Fact]
    public void Heartbeats_AreCommentsAlone()
    {
        var rates = Rates((":\n\n", 1), ("data: a\n: no heartbeat\n\n", 2), (":\n\n", 16), (":\n\n", 31.5));

        Assert.Equal((3, 15.0, 15.5), (rates.Heartbeats.Arrivals, Rounded(rates.Heartbeats.Shortest), Rounded(rates.Heartbeats.Longest)));
        Assert.Equal(1, rates.Events.Arrivals);
    }

    // A block's bytes count when they arrive and not when it is complete; a chunk of two blocks counts once.
    [Fact]
    public void Bytes_CountOnceAndWhenTheyArrive()
    {
        var rates = Rates(("data: ", 0), ("abc", 1), ("def\n\ndata: g", 2), ("\n\n", 4));

        Assert.Equal([6, 3, 12, 0, 2], rates.Series.Bytes.ToArray());
    }

    // The next block's first chunk is one that the block before does not list.
    [Fact]
    public void Bytes_OfUnlistedChunks_CountOnceWhenTheBlockIsComplete()
    {
        var rates = Rates([.. Enumerable.Range(0, 300).Select(i => (i == 0 ? "data: x" : "y", 0.0)), ("\n\ndata: z", 2.0), ("\n\n", 3.0)]);

        Assert.Equal([7 + 255, 0, 44 + 2 + 7, 2], rates.Series.Bytes.ToArray());
    }

    [Fact]
    public void Bars_OfRates_HaveAPathAndWords()
    {
        var bars = RateBars.Of([4, 0, 8, 2], TimeSpan.FromSeconds(2));

        Assert.Equal((4, 4.0), (bars.Count, bars.Most));
        Assert.Equal("M0 100V50h.85V100M2 100V0h.85V100M3 100V75h.85V100", bars.Path);
        Assert.Equal(
            "Events in 4 intervals of 2 s: at most 4 a second, on average 1.75 a second, none in 1. The most arrived 4 s after the request.",
            bars.Describe("Events", rate => FormattableString.Invariant($"{rate} a second")));
        Assert.Equal("Events: none yet.", RateBars.Of([0], TimeSpan.FromSeconds(1)).Describe("Events", _ => ""));
    }

    private static StreamRates Rates(params (string Text, double At)[] chunks)
    {
        var rates = new StreamFigures(Start);
        var reader = new EventBlockReader(new EventStreamReaderOptions { MaxChunksPerBlock = 256 }, "");
        foreach (var (text, at) in chunks)
        {
            ReadOnlySpan<byte> bytes = System.Text.Encoding.UTF8.GetBytes(text);
            while (reader.TryRead(ref bytes, At(at), out var block))
                rates.Take(block);
        }

        return rates.Rates;
    }

    private static DateTimeOffset At(double seconds) => Start.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));

    private static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
