using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Clients fail, or lose events.</summary>
    Error,

    /// <summary>Some clients fail, or all of them under some conditions.</summary>
    Warning,

    /// <summary>The stream is valid, but its clients must be prepared for this.</summary>
    Note,
}

/// <summary>One thing that is wrong with a stream.</summary>
/// <param name="Name">Its name, in kebab case; where <c>/labs/fault</c> has a fault like this, that fault's name.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Sentence">What is wrong, in one sentence.</param>
/// <param name="Evidence">What shows it: bytes, times (after the request), headers. Text of the stream is escaped.</param>
/// <param name="Change">What to change, on the server unless it says otherwise.</param>
/// <param name="Lesson">The path of the lesson that explains it, relative to the dashboard's base.</param>
public sealed record Finding(
    string Name, Severity Severity, string Sentence, IReadOnlyList<string> Evidence, string Change, string Lesson);

/// <summary>What a diagnosis found.</summary>
/// <param name="Findings">The findings, the worst first.</param>
/// <param name="LookedAt">What was looked at, a sentence each, and what could not be.</param>
public sealed record DiagnosisResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> LookedAt);

/// <summary>What a diagnosis must know beside the connections.</summary>
/// <param name="Now">The time: of an open connection, the end of the silence.</param>
public sealed record DiagnosisContext(DateTimeOffset Now)
{
    /// <summary>
    /// The origin of the page that is to read the stream, such as <c>https://app.example</c>; <see langword="null"/> to leave CORS out.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Whether the stream is read in a browser. A connection of the host then was made to see what the browser hides.</summary>
    public bool IsInBrowser { get; init; }

    /// <summary>What the server answered when the host asked it as a browser asks before the request; <see langword="null"/> if it was not asked.</summary>
    public ObservationSnapshot? Preflight { get; init; }

    /// <summary>Whether that page sends cookies to the stream's origin.</summary>
    public bool WithCredentials { get; init; }

    /// <summary>The event types that the client listens to; <see langword="null"/> if it takes all of them.</summary>
    public IReadOnlyCollection<string>? Listeners { get; init; }

    /// <summary>Further requests that were made to find out more.</summary>
    public IReadOnlyCollection<ProbedConnection> Probes { get; init; } = [];

    /// <summary>How many streams this browser has open on the stream's origin, this one included.</summary>
    public int StreamsOnOrigin { get; init; } = 1;
}
