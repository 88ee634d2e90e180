using System.Text.Json.Serialization;
using SseDashboard.Jobs;

namespace SseDashboard.Comparing;

/// <summary>How a client follows a job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Way>))]
public enum Way
{
    /// <summary>By polling.</summary>
    Poll,

    /// <summary>Through its event stream.</summary>
    Stream,
}

/// <summary>The kinds of item that job-comparison.js reports.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonItemKind>))]
public enum ComparisonItemKind
{
    /// <summary>The server accepted the job.</summary>
    Started,

    /// <summary>The server refused the job.</summary>
    Refused,

    /// <summary>The page requested the stream. The browser does not report the requests of its own reconnects.</summary>
    Asked,

    /// <summary>A poll was answered.</summary>
    Answer,

    /// <summary>The stream delivered an event.</summary>
    Event,

    /// <summary>The stream broke; the browser is reconnecting.</summary>
    Reconnecting,

    /// <summary>One of the two clients failed, or both were stopped.</summary>
    Failed,

    /// <summary>Response body sizes from the browser's resource timing.</summary>
    Bodies,

    /// <summary>Items dropped because the circuit did not keep up.</summary>
    Lost,

    /// <summary>Both clients have seen the job end.</summary>
    Done,
}

/// <summary>Something that happened in the browser.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Time">When it happened, in milliseconds since the job was requested, by the browser's clock.</param>
/// <param name="Way">The client it concerns; <see langword="null"/> if it concerns both.</param>
/// <param name="Asked">When the poll was sent; set for an answer only. In milliseconds, like <paramref name="Time"/>.</param>
/// <param name="Age">
/// How long the job had been running when the server wrote the answer, in milliseconds; <see langword="null"/> if the server did
/// not say.
/// </param>
/// <param name="Status">The job's status as of the answer or event.</param>
/// <param name="Detail">A reason in plain words.</param>
/// <param name="Count">The number of responses in the resource timing, or of items lost.</param>
/// <param name="Bytes">The total encoded size of those responses' bodies.</param>
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
