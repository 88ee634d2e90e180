namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A limit on the ratio of ours to another variant.</summary>
/// <param name="Against">The other variant.</param>
/// <param name="Ratio">The limit.</param>
/// <param name="AtLeast">Whether the limit is a minimum rather than a maximum.</param>
internal sealed record Bound(string Against, double Ratio, bool AtLeast = false)
{
    /// <summary>Whether the ratio is within the limit.</summary>
    public bool IsReached(double ratio) => AtLeast ? ratio >= Ratio : ratio <= Ratio;
}
