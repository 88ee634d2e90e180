using SseDashboard.Benchmarks.Soak;

namespace SseDashboard.Tests.Benchmarks;

/// <summary>What the soak calls a growth.</summary>
public sealed class TrendTests
{
    [Fact]
    public void Line_IsFittedExactly()
    {
        var trend = Trend.Of([.. Enumerable.Range(0, 20).Select(i => ((double)i, 5.0 + (2 * i)))])!;

        Assert.Equal(38, trend.Growth, 6);
        Assert.Equal(38, trend.Low, 6);
        Assert.Equal(38, trend.High, 6);
    }

    [Fact]
    public void Line_TooFewValues_IsNotJudged() =>
        Assert.Null(Trend.Of([.. Enumerable.Range(0, Trend.Fewest - 1).Select(i => ((double)i, 1.0))]));

    // The interval of 95 % may miss zero once in twenty times. Many runs keep the test from depending on one of them.
    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    public void Noise_WithOrWithoutMemory_IsRarelyTakenForGrowth(double memory)
    {
        var random = new Random(1);
        int growths = Enumerable.Range(0, 200).Count(_ => Trend.Of(Noise(random, 100, memory, slope: 0))!.Low > 0);

        Assert.True(growths <= 20, $"{growths} of 200 series without growth were taken for growing ones; 5 are expected.");
    }

    [Fact]
    public void Growth_UnderNoise_IsFound()
    {
        var random = new Random(1);
        int found = Enumerable.Range(0, 200).Count(_ => Trend.Of(Noise(random, 100, 0.5, slope: 0.2))!.Low > 0);

        Assert.True(found >= 190, $"Only {found} of 200 series that grow by 20 under noise of 1 were found.");
    }

    // Noise of variance 1 whose values are correlated with their predecessors.
    private static (double, double)[] Noise(Random random, int count, double memory, double slope)
    {
        var series = new (double, double)[count];
        double value = 0;
        for (int i = 0; i < count; i++)
        {
            double fresh = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            value = (memory * value) + (Math.Sqrt(1 - (memory * memory)) * fresh);
            series[i] = (i, (slope * i) + value);
        }

        return series;
    }
}
