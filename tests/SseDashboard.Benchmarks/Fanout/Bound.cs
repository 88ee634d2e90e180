namespace SseDashboard.Benchmarks.Fanout;

/// <summary>The ratio of ours to another variant that has to be reached.</summary>
/// <param name="Against">The other variant.</param>
/// <param name="Ratio">The bound.</param>
/// <param name="AtLeast">Whether the ratio has to be at least that, or at most.</param>
internal sealed record Bound(string Against, double Ratio, bool AtLeast = false)
{
    /// <summary>Whether the ratio is good enough.</summary>
    public bool IsReached(double ratio) => AtLeast ? ratio >= Ratio : ratio <= Ratio;
}
