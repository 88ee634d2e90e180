namespace SseDashboard.Jobs;

/// <summary>Counts primes with a segmented sieve of Eratosthenes over the odd numbers.</summary>
internal static class PrimeSieve
{
    // One byte for each odd number: 128 KiB fit in the L2 cache of any current processor.
    private const int DefaultSegment = 1 << 17;

    /// <summary>The progress of a count.</summary>
    /// <param name="Checked">Every number up to this one has been checked.</param>
    /// <param name="Primes">The number of primes among them.</param>
    public readonly record struct Step(long Checked, long Primes);

    /// <summary>Counts the primes up to and including <paramref name="limit"/>, in one step for each segment.</summary>
    /// <param name="limit">The last number to check, at least 1. The memory needed grows with its square root.</param>
    /// <param name="segment">The number of odd numbers sieved at a time.</param>
    public static IEnumerable<Step> Count(long limit, int segment = DefaultSegment)
    {
        var sieve = new byte[segment];
        int[] primes = [.. OddPrimesUpTo((int)Math.Sqrt(limit) + 1)];
        // A prime strikes out its multiples from its square on: smaller primes strike out those below.
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

    // Index i represents the odd number 2i + 1.
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
