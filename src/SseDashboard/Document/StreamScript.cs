using SseDashboard.Hosting.Requests;

namespace SseDashboard.Document;

/// <summary>What <c>POST /sse</c> can change about the document's stream. The defaults are the document's values.</summary>
internal sealed record StreamScript
{
    /// <summary>The stream as the document describes it.</summary>
    public static readonly StreamScript Document = new();

    /// <summary>The number of periodic messages after the first four events.</summary>
    public int Messages { get; init; } = 3;

    /// <summary>
    /// The time between two periodic messages, in milliseconds. <c>final</c> follows half an interval after the last one, as
    /// in the document: messages at 2, 4 and 6 s, <c>final</c> at 7 s.
    /// </summary>
    public int IntervalMs { get; init; } = 2_000;

    /// <summary>The data of a periodic message. Line breaks are allowed.</summary>
    public string Text { get; init; } = "Default event type message";

    /// <summary>
    /// Whether the stream ends with a <c>final</c> event. Without it the response ends after the last message, which a
    /// client cannot tell from a lost connection.
    /// </summary>
    public bool Final { get; init; } = true;

    /// <summary>
    /// The idle time after which the connection writes a comment, in milliseconds; 0 for never; <see langword="null"/> for the
    /// host's default. A heartbeat keeps proxies from closing an idle stream.
    /// </summary>
    public int? HeartbeatMs { get; init; }

    /// <summary>The refusal of the first member that is out of bounds, or <see langword="null"/>.</summary>
    public Refusal? Check(DocumentOptions bounds) => this switch
    {
        _ when Messages < 0 || Messages > bounds.MaxMessages =>
            Refusal.OfField("messages", $"Must be 0 to {bounds.MaxMessages}, but is {Messages}."),
        _ when IntervalMs < bounds.MinIntervalMs || IntervalMs > bounds.MaxIntervalMs =>
            Refusal.OfField("intervalMs", $"Must be {bounds.MinIntervalMs} to {bounds.MaxIntervalMs} ms, but is {IntervalMs}."),
        _ when Text.Length > bounds.MaxTextLength =>
            Refusal.OfField("text", $"Must have at most {bounds.MaxTextLength} characters, but has {Text.Length}."),
        _ when HeartbeatMs is { } heartbeat && heartbeat != 0
            && (heartbeat < bounds.MinHeartbeatMs || heartbeat > bounds.MaxIntervalMs) =>
            Refusal.OfField("heartbeatMs", $"Must be 0, or {bounds.MinHeartbeatMs} to {bounds.MaxIntervalMs} ms, but is {heartbeat}."),
        _ => null,
    };
}
