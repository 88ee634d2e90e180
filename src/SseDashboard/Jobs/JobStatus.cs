using System.Text.Json.Serialization;

namespace SseDashboard.Jobs;

/// <summary>Where a job stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>It is counting.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It has the result.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>It was cancelled, by a client or by the host's shutdown.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>It broke off for a reason of its own; the host's log has it.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>A job as it is told to a client: the answer to a poll, and the data of each event. Every one is complete in itself.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Limit">The primes up to this number are counted.</param>
/// <param name="Progress">The part that is done, 0 to 1.</param>
/// <param name="Checked">Every number up to this one has been checked.</param>
/// <param name="Primes">How many primes were found so far; once finished, the result.</param>
/// <param name="ElapsedMs">How long it has run, in milliseconds.</param>
public sealed record JobStatus(
    string Id, JobState State, long Limit, double Progress, long Checked, long Primes, double ElapsedMs);
