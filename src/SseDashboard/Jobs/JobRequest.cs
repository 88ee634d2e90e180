using SseDashboard.Hosting.Requests;

namespace SseDashboard.Jobs;

/// <summary>The body of <c>POST /jobs</c>.</summary>
internal sealed record JobRequest
{
    /// <summary>Counts the primes up to this number. The default takes a few seconds, long enough to watch.</summary>
    public long Limit { get; init; } = 10_000_000_000;

    /// <summary>The refusal of a member that is out of bounds, or <see langword="null"/>.</summary>
    public Refusal? Check(JobOptions bounds) => Limit < 2 || Limit > bounds.MaxLimit
        ? Refusal.OfField("limit", $"Must be 2 to {bounds.MaxLimit}, but is {Limit}.")
        : null;
}
