namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A limit on ours, alone or compared with another variant.</summary>
/// <param name="Against">The other variant; <see langword="null"/> for a limit on ours alone.</param>
/// <param name="Limit">The limit.</param>
/// <param name="AtLeast">Whether the limit is a minimum rather than a maximum.</param>
/// <param name="IsDifference">Whether the two are subtracted rather than divided.</param>
internal sealed record Bound(string? Against, double Limit, bool AtLeast = false, bool IsDifference = false)
{
    /// <summary>What the comparison is called in the table.</summary>
    public string Kind => Against is null ? "alone" : IsDifference ? "difference" : "ratio";

    /// <summary>What is compared with the limit.</summary>
    public double Compare(double own, double other) => Against is null ? own : IsDifference ? own - other : own / other;

    /// <summary>Whether it is within the limit.</summary>
    public bool IsReached(double compared) => AtLeast ? compared >= Limit : compared <= Limit;
}
