using SseDashboard.Jobs;

namespace SseDashboard.Tests.Jobs;

public sealed class PrimeSieveTests
{
    // Values of the prime-counting function, OEIS A006880 for the powers of ten.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(10, 4)]
    [InlineData(100, 25)]
    [InlineData(1_000, 168)]
    [InlineData(1_000_000, 78_498)]
    [InlineData(10_000_000, 664_579)]
    [InlineData(100_000_000, 5_761_455)]
    public void Count_KnownLimit_IsTheKnownNumber(long limit, long primes) =>
        Assert.Equal(new(limit, primes), PrimeSieve.Count(limit).Last());

    // Segments small enough that every prime crosses many borders, and that limits fall before, on and after a border.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(64)]
    public void Count_EveryLimitAndSmallSegments_AgreesWithTrialDivision(int segment)
    {
        long primes = 0;
        for (int limit = 1; limit <= 600; limit++)
        {
            primes += IsPrime(limit) ? 1 : 0;
            Assert.Equal(new(limit, primes), PrimeSieve.Count(limit, segment).Last());
        }
    }

    [Fact]
    public void Count_EachStep_IsRightSoFar()
    {
        var steps = PrimeSieve.Count(100, segment: 10).ToList();

        Assert.Equal([(20, 8), (40, 12), (60, 17), (80, 22), (100, 25)], steps.Select(step => (step.Checked, step.Primes)));
    }

    // The default segment covers the odd numbers below 262,144 = 512 * 512; 509 and 521 are prime.
    [Theory]
    [InlineData(262_143, 23_000)]
    [InlineData(262_144, 23_000)]
    [InlineData(262_147, 23_001)]
    public void Count_AroundTheBorderOfTheDefaultSegment_IsRight(long limit, long primes) =>
        Assert.Equal(primes, PrimeSieve.Count(limit).Last().Primes);

    private static bool IsPrime(int n) => n >= 2 && !Enumerable.Range(2, Math.Max(0, (int)Math.Sqrt(n) - 1)).Any(d => n % d == 0);
}
