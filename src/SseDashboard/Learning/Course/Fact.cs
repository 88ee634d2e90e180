namespace SseDashboard.Learning.Course;

/// <summary>One finding of a run: a sentence with this run's own numbers.</summary>
/// <param name="Sentence">What happened.</param>
public sealed record Fact(string Sentence)
{
    /// <summary>What the host recorded.</summary>
    public string? Server { get; init; }

    /// <summary>What the browser reported.</summary>
    public string? Browser { get; init; }

    /// <summary>The bet that this settles; none if the run had other settings than the bet is about.</summary>
    public Question? Bet { get; init; }

    /// <summary>The answer that was true, as the bet's answers are stored; <see langword="null"/> if it cannot be said yet.</summary>
    public string? Truth { get; init; }
}
