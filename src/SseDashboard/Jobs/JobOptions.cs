using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Jobs;

/// <summary>The bounds of jobs; the configuration section <c>Jobs</c>.</summary>
internal sealed class JobOptions : IValidatableObject
{
    /// <summary>The largest number up to which a job may count primes. A hundred billion keep one core busy for a minute.</summary>
    [Range(1_000, 1_000_000_000_000)]
    public long MaxLimit { get; init; } = 100_000_000_000;

    /// <summary>The most jobs running at once. Each keeps a core busy, and the streams need one too.</summary>
    [Range(1, 64)]
    public int MaxRunning { get; init; } = 2;

    /// <summary>The most jobs kept, including running ones. Over that, the job that ended first is discarded.</summary>
    [Range(2, 10_000)]
    public int MaxRemembered { get; init; } = 100;

    /// <summary>
    /// The shortest time between two progress events, in milliseconds: five a second look smooth and cost almost nothing. 0
    /// reports every step.
    /// </summary>
    [Range(0, 60_000)]
    public int ProgressEveryMs { get; init; } = 200;

    /// <summary>
    /// The number of a job's newest events kept for clients that connect late or resume. At five a second they cover the last
    /// minute, far longer than a browser takes to reconnect.
    /// </summary>
    [Range(2, 100_000)]
    public int History { get; init; } = 300;

    /// <summary>The largest body, in bytes: many times the size of a valid request.</summary>
    [Range(256, 1_048_576)]
    public int MaxBodyBytes { get; init; } = 4_096;

    /// <summary>Checks the bounds against each other.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxRemembered < MaxRunning)
        {
            yield return new(
                $"Must be at least Jobs:MaxRunning ({MaxRunning}), since running jobs are never discarded.", [nameof(MaxRemembered)]);
        }
    }
}
