namespace SseDashboard.Benchmarks.Soak;

/// <summary>The growth of a measured series over its own time, with the bounds of its 95 % confidence interval.</summary>
/// <param name="Growth">By how much the fitted line grows from the first to the last value.</param>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
internal sealed record Trend(double Growth, double Low, double High)
{
    /// <summary>The fewest values that a line can be judged by.</summary>
    public const int Fewest = 8;

    /// <summary>
    /// Fits a line by least squares. Neighbouring values of a process's memory resemble each other, so that there are in effect
    /// fewer of them: the interval is widened by the residuals' correlation with their predecessors.
    /// </summary>
    /// <returns><see langword="null"/> if there are fewer than <see cref="Fewest"/> values.</returns>
    public static Trend? Of(IReadOnlyList<(double Time, double Value)> series)
    {
        int n = series.Count;
        if (n < Fewest)
            return null;
        double meanTime = series.Average(point => point.Time), mean = series.Average(point => point.Value);
        double spread = series.Sum(point => Math.Pow(point.Time - meanTime, 2));
        double slope = series.Sum(point => (point.Time - meanTime) * (point.Value - mean)) / spread;
        double[] rest = [.. series.Select(point => point.Value - mean - (slope * (point.Time - meanTime)))];
        double squares = rest.Sum(value => value * value);
        double correlation = squares == 0 ? 0 : Math.Clamp(rest.Zip(rest.Skip(1), (one, next) => one * next).Sum() / squares, 0, 0.9);
        double effective = Math.Max(4, n * (1 - correlation) / (1 + correlation));
        double error = Math.Sqrt(squares / (n - 2) / spread * n / effective);
        double time = series[^1].Time - series[0].Time;
        double margin = Quantile(effective - 2) * error * time;
        return new(slope * time, (slope * time) - margin, (slope * time) + margin);
    }

    // Student's t for 95 %, two-sided: within 1 % of the tables from two degrees of freedom on.
    private static double Quantile(double freedom) =>
        1.96 + (2.37 / freedom) + (2.82 / Math.Pow(freedom, 2)) + (2.56 / Math.Pow(freedom, 3)) + (1.6 / Math.Pow(freedom, 4));
}
