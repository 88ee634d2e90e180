using SseDashboard.Feed;

namespace SseDashboard.Learning.Lessons;

/// <summary>One EventSource of a run. Times are in milliseconds since the run began, by the browser's clock.</summary>
/// <param name="State">Its readyState.</param>
/// <param name="Opened">When it opened; <see langword="null"/> if it has not.</param>
/// <param name="Failed">When it failed permanently.</param>
/// <param name="Closed">When the page closed it.</param>
public sealed record SourceSnapshot(ReadyState State, double? Opened, double? Failed, double? Closed);

/// <summary>The ordinary request beside the streams.</summary>
/// <param name="Asked">When the page sent it.</param>
/// <param name="Answered">When its answer came; <see langword="null"/> if none has.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Problem">Why there is no answer, in the browser's words.</param>
public sealed record RequestSnapshot(double Asked, double? Answered, int? Status, string? Problem = null);

/// <summary>What a fetch of a refused stream's address got.</summary>
/// <param name="Status">The status; <see langword="null"/> if there is no answer yet.</param>
/// <param name="RetryAfter">The <c>Retry-After</c> field.</param>
/// <param name="Problem">Why there is no answer, in the browser's words.</param>
public sealed record RefusalSnapshot(int? Status = null, string? RetryAfter = null, string? Problem = null);

/// <summary>Everything that a run's script knows.</summary>
/// <param name="Sources">The EventSources.</param>
/// <param name="Received">How many events each part of the page received.</param>
/// <param name="Request">The ordinary request, once it was sent.</param>
/// <param name="Refusal">What a fetch got, once a stream was refused.</param>
/// <param name="AtOnce">How many streams had opened before the page did anything else.</param>
/// <param name="IsOver">Whether everything is closed.</param>
/// <param name="Protocol">The protocol by which the page came, such as <c>http/1.1</c>.</param>
/// <param name="Time">When the snapshot was taken.</param>
public sealed record ConnectionsSnapshot(
    IReadOnlyList<SourceSnapshot> Sources,
    IReadOnlyList<int> Received,
    RequestSnapshot? Request,
    RefusalSnapshot? Refusal,
    int AtOnce,
    bool IsOver,
    string? Protocol,
    double Time)
{
    // Longer than any protocol's name or field that the script sends.
    private const int LongestText = 1_024;

    /// <summary>Whether the page's own script can have sent it for a run of this size.</summary>
    internal bool IsPlausible(int sources, int listeners) =>
        Sources is { } all && all.Count == sources && all.All(source => source is { State: >= ReadyState.Connecting and <= ReadyState.Closed })
        && Received is { } received && received.Count == listeners
        && new[] { Protocol, Request?.Problem, Refusal?.RetryAfter, Refusal?.Problem }.All(text => text is null or { Length: <= LongestText });
}
