using System.Text.Json.Serialization;
using SseDashboard.Jobs;

namespace SseDashboard.Comparing;

/// <summary>How a job is followed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Way>))]
public enum Way
{
    /// <summary>By asking again and again.</summary>
    Poll,

    /// <summary>By its event stream.</summary>
    Stream,
}

/// <summary>What happened in the browser (job-comparison.js).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonItemKind>))]
public enum ComparisonItemKind
{
    /// <summary>The server took the job.</summary>
    Started,

    /// <summary>The server refused it.</summary>
    Refused,

    /// <summary>The stream was asked for. What the browser asks by itself, after a break, it does not tell.</summary>
    Asked,

    /// <summary>A poll was answered.</summary>
    Answer,

    /// <summary>The stream brought an event.</summary>
    Event,

    /// <summary>The stream broke off; the browser reconnects.</summary>
    Reconnecting,

    /// <summary>One of the two clients failed, or both were stopped.</summary>
    Failed,

    /// <summary>What the browser's resource timing says of the responses' bodies.</summary>
    Bodies,

    /// <summary>Items that the circuit did not keep up with.</summary>
    Lost,

    /// <summary>Both clients have seen the end.</summary>
    Done,
}

/// <summary>One thing that happened in the browser.</summary>
/// <param name="Kind">What.</param>
/// <param name="Time">When: milliseconds since the job was asked for, by the browser's clock.</param>
/// <param name="Way">Of which of the two clients, if it is one's own.</param>
/// <param name="Asked">For an answer: when it was asked for.</param>
/// <param name="Age">For an answer: how long the job had run when the server wrote it, in milliseconds, if it said so.</param>
/// <param name="Status">The job as the answer or the event has it.</param>
/// <param name="Detail">A reason in plain words.</param>
/// <param name="Count">How many responses the browser's resource timing told of, or how many items were lost.</param>
/// <param name="Bytes">Their bodies together, as they were encoded.</param>
public sealed record ComparisonItem(
    ComparisonItemKind Kind,
    double Time,
    Way? Way = null,
    double Asked = 0,
    double? Age = null,
    JobStatus? Status = null,
    string? Detail = null,
    int Count = 0,
    long Bytes = 0);
