namespace SseDashboard.Learning.Format;

/// <summary>What a client made of a stream.</summary>
/// <param name="Events">The events, in order.</param>
/// <param name="LastEventId">The last event ID after the end; <see langword="null"/> if the client does not show it.</param>
/// <param name="Retry">The reconnection time that the stream set, in milliseconds; <see langword="null"/> if it set none, or the client does not show it.</param>
/// <param name="Left">How many further events were left out because they would not fit into a message to the circuit.</param>
/// <param name="Problem">Why the client could not read the stream; <see langword="null"/> if it could.</param>
public sealed record ClientReading(
    IReadOnlyList<FormatEvent> Events, string? LastEventId = null, double? Retry = null, int Left = 0, string? Problem = null)
{
    // A stream of MaxBytes has fewer events than that, and format.js sends at most 24,000 bytes.
    private const int MaxChars = 24_000;

    /// <summary>Whether the page's own script can have sent this.</summary>
    public bool IsPlausible => Events is not null && Events.Count <= StreamInput.MaxBytes && Left >= 0
        && Events.All(e => e is { Type: not null, Data: not null, LastEventId: not null })
        && Events.Sum(e => e.Type.Length + e.Data.Length + e.LastEventId.Length) <= MaxChars
        && (LastEventId?.Length ?? 0) <= MaxChars && (Problem?.Length ?? 0) <= MaxChars;
}
