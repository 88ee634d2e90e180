using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Jobs;

/// <summary>The bounds of the jobs; the section <c>Jobs</c> of the configuration.</summary>
internal sealed class JobOptions : IValidatableObject
{
    /// <summary>The largest number up to which primes are counted. A hundred billion keep one core busy for a minute.</summary>
    [Range(1_000, 1_000_000_000_000)]
    public long MaxLimit { get; init; } = 100_000_000_000;

    /// <summary>How many jobs run at once. Each takes a core for itself, and the streams need one too.</summary>
    [Range(1, 64)]
    public int MaxRunning { get; init; } = 2;

    /// <summary>How many jobs are remembered, running ones included. Over that, the job that ended first is forgotten.</summary>
    [Range(2, 10_000)]
    public int MaxRemembered { get; init; } = 100;

    /// <summary>
    /// The shortest time between two progress events, in milliseconds: five a second look smooth and cost nothing. 0 tells
    /// every step.
    /// </summary>
    [Range(0, 60_000)]
    public int ProgressEveryMs { get; init; } = 200;

    /// <summary>
    /// How many of a job's newest events are kept for those that connect late or resume. At five a second this is the last
    /// minute, far longer than a browser waits before it reconnects.
    /// </summary>
    [Range(2, 100_000)]
    public int History { get; init; } = 300;

    /// <summary>The largest body, in bytes: many times what a request needs.</summary>
    [Range(256, 1_048_576)]
    public int MaxBodyBytes { get; init; } = 4_096;

    /// <summary>Checks the bounds against each other.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxRemembered < MaxRunning)
        {
            yield return new(
                $"Must be at least Jobs:MaxRunning ({MaxRunning}), since running jobs are never forgotten.", [nameof(MaxRemembered)]);
        }
    }
}
