namespace SseDashboard.Benchmarks.Dashboard;

/// <summary>Measured values.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    /// <summary>How many there are.</summary>
    public int Count => _sorted.Length;

    /// <summary>The largest; NaN if there is none.</summary>
    public double Max => Percentile(1);

    /// <summary>
    /// The smallest value that is at least as large as this part of all (the nearest rank, so that it is a measured value);
    /// NaN if there is none.
    /// </summary>
    public double Percentile(double part) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(part * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
