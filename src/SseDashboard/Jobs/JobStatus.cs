using System.Text.Json.Serialization;

namespace SseDashboard.Jobs;

/// <summary>The state of a job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Counting.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Done, with a result.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>Cancelled by a client or by the host's shutdown.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>Ended by an error, which is in the host's log.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>What a client sees of a job: the answer to a poll, and the data of each event. Each is complete in itself.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="State">Its state.</param>
/// <param name="Limit">The number up to which primes are counted.</param>
/// <param name="Progress">The completed fraction, 0 to 1.</param>
/// <param name="Checked">Every number up to this one has been checked.</param>
/// <param name="Primes">The number of primes found so far; once finished, the result.</param>
/// <param name="ElapsedMs">Its running time, in milliseconds.</param>
public sealed record JobStatus(
    string Id, JobState State, long Limit, double Progress, long Checked, long Primes, double ElapsedMs);
