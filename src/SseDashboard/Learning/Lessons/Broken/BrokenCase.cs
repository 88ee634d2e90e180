using SseDashboard.Labs;
using SseDashboard.Observing;

namespace SseDashboard.Learning.Lessons;

/// <summary>A broken stream, as the one who has the trouble tells it.</summary>
/// <param name="Fault">The name of its fault in the lab, which is also its cause.</param>
/// <param name="Symptom">What the learner reads about it.</param>
/// <param name="Hint">What to compare or try.</param>
/// <param name="Solution">How the cause explains the symptom, and what to change.</param>
public sealed record BrokenCase(string Fault, string Symptom, string Hint, string Solution)
{
    /// <summary>The name of the puzzle, which must not give away the cause: it is in the page and in the stored progress.</summary>
    public string Name { get; init; } = "drawn";

    /// <summary>The heading of the puzzle, which must not give it away either.</summary>
    public string Title { get; init; } = "Drawn at random";

    /// <summary>How long the stream takes: long enough to show the symptom.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>The header without which the symptom does not show, for a page of this address.</summary>
    public Func<Uri, ObservedHeader>? Header { get; init; }

    /// <summary>Another cause that is true as well, but explains less, and what to say about it.</summary>
    public (string Cause, string Why)? Near { get; init; }

    /// <summary>The cause.</summary>
    public Cause Cause => Cause.Of(Fault);

    /// <summary>What the host serves.</summary>
    internal Fault Served => FaultCatalog.All.Single(fault => fault.Name == Fault) with { Seconds = Seconds };
}
