namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A latency histogram in steps of 0.1 ms up to 20 s. One thread adds; others may read only while it does not.</summary>
internal sealed class Latencies
{
    private const int StepsPerMillisecond = 10;

    private readonly int[] _counts = new int[20_000 * StepsPerMillisecond];

    public void Add(TimeSpan latency)
    {
        int step = (int)(latency.TotalMilliseconds * StepsPerMillisecond);
        _counts[Math.Clamp(step, 0, _counts.Length - 1)]++;
    }

    /// <summary>Adds all latencies of another histogram.</summary>
    public void Add(Latencies other)
    {
        for (int step = 0; step < _counts.Length; step++)
            _counts[step] += other._counts[step];
    }

    public void Clear() => Array.Clear(_counts);

    /// <summary>The latency in milliseconds at this quantile.</summary>
    public double Percentile(double part)
    {
        long rest = (long)Math.Ceiling(_counts.Sum(count => (long)count) * part);
        for (int step = 0; step < _counts.Length; step++)
        {
            rest -= _counts[step];
            if (rest <= 0)
                return (double)(step + 1) / StepsPerMillisecond;
        }

        return double.PositiveInfinity;
    }
}
