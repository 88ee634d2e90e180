namespace SseDashboard.Jobs;

/// <summary>Counts primes with a segmented sieve of Eratosthenes over the odd numbers.</summary>
internal static class PrimeSieve
{
    // One byte for each odd number of a segment: 128 KiB fit in the second-level cache of any processor of today.
    private const int DefaultSegment = 1 << 17;

    /// <summary>How far a count has come.</summary>
    /// <param name="Checked">Every number up to this one has been checked.</param>
    /// <param name="Primes">How many of them are prime.</param>
    public readonly record struct Step(long Checked, long Primes);

    /// <summary>Counts the primes up to and including <paramref name="limit"/>, one step for each segment.</summary>
    /// <param name="limit">The last number to check, at least 1. The memory needed grows with its square root.</param>
    /// <param name="segment">How many odd numbers are sieved at a time.</param>
    public static IEnumerable<Step> Count(long limit, int segment = DefaultSegment)
    {
        var sieve = new byte[segment];
        int[] primes = [.. OddPrimesUpTo((int)Math.Sqrt(limit) + 1)];
        // A prime strikes out from its square on; below that, smaller primes do.
        long[] next = [.. primes.Select(SquareIndex)];
        long odds = (limit + 1) / 2;
        long found = limit >= 2 ? 1 : 0;

        for (long low = 0; low < odds; low += segment)
        {
            int length = (int)Math.Min(segment, odds - low);
            var part = sieve.AsSpan(0, length);
            part.Clear();
            if (low == 0)
                part[0] = 1;
            Strike(part, low, primes, next);
            found += part.Count((byte)0);
            yield return new(Math.Min(limit, 2 * (low + length)), found);
        }
    }

    private static void Strike(Span<byte> part, long low, int[] primes, long[] next)
    {
        for (int i = 0; i < primes.Length && SquareIndex(primes[i]) < low + part.Length; i++)
        {
            long at = next[i] - low;
            for (; at < part.Length; at += primes[i])
                part[(int)at] = 1;
            next[i] = low + at;
        }
    }

    // Index i stands for the odd number 2i + 1.
    private static long SquareIndex(int prime) => ((long)prime * prime - 1) / 2;

    private static IEnumerable<int> OddPrimesUpTo(int limit)
    {
        var composite = new bool[limit + 1];
        for (int n = 3; n <= limit; n += 2)
        {
            if (composite[n])
                continue;
            yield return n;
            for (long multiple = (long)n * n; multiple <= limit; multiple += 2 * n)
                composite[multiple] = true;
        }
    }
}
