using SseDashboard.Benchmarks.Dashboard;
using SseDashboard.Benchmarks.Page;
using SseDashboard.Benchmarks.Soak;

namespace SseDashboard.Tests.Benchmarks;

/// <summary>The parts of the benchmarks in a browser that need no browser: their arguments and their numbers.</summary>
public sealed class BenchPartsTests
{
    [Theory]
    [InlineData("", 5, "1000 5000 10000 20000 40000", true)]
    [InlineData("60", 60, "1000 5000 10000 20000 40000", true)]
    [InlineData("6 1000 5000", 6, "1000 5000", false)]
    [InlineData("6 1000 burst", 6, "1000", true)]
    [InlineData("burst", 5, "", true)]
    public void PageArguments_ValidOnes_AreRead(string arguments, int seconds, string rates, bool burst)
    {
        var plan = PageArguments.Parse(Words(arguments))!;

        Assert.Equal((seconds, rates, burst), (plan.Seconds, string.Join(' ', plan.Rates), plan.Burst));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("601")]
    [InlineData("fast")]
    [InlineData("5 99")]
    [InlineData("5 50001")]
    [InlineData("burst 5")]
    public void PageArguments_WrongOnes_AreRefused(string arguments) => Assert.Null(PageArguments.Parse(Words(arguments)));

    [Theory]
    [InlineData("0.05", 180, 1_000, 50)]
    [InlineData("1 500", 3_600, 500, 50)]
    [InlineData("2 500 10", 7_200, 500, 10)]
    public void SoakArguments_ValidOnes_AreRead(string arguments, int seconds, int subscribers, int rate) =>
        Assert.Equal(new(TimeSpan.FromSeconds(seconds), subscribers, rate), SoakArguments.Parse(Words(arguments)));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1 9")]
    [InlineData("1 1901")]
    [InlineData("1 100 0")]
    [InlineData("1 100 50 1")]
    public void SoakArguments_WrongOnes_AreRefused(string arguments) => Assert.Null(SoakArguments.Parse(Words(arguments)));

    [Fact]
    public void Percentile_IsTheNearestRank()
    {
        var sample = new Sample([3, 1, 2, 4, 5, 6, 7, 8, 9, 10]);

        Assert.Equal([1, 5, 10, 10], new[] { 0, 0.5, 0.99, 1 }.Select(sample.Percentile));
        Assert.Equal(double.NaN, new Sample([]).Percentile(0.5));
    }

    [Theory]
    [InlineData("12,345 events", 12_345)]
    [InlineData("Taken: 0", 0)]
    public void Number_InAPagesText_IsFound(string text, long number) => Assert.Equal(number, Numbers.In(text));

    [Fact]
    public void Number_Missing_IsAnError() => Assert.Throws<FormatException>(() => Numbers.In("none"));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
