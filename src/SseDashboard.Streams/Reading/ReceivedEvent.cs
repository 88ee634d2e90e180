namespace SseDashboard.Streams;

/// <summary>An event as a client dispatches it (HTML Living Standard, section 9.2.6).</summary>
/// <param name="Type">The event type; <c>message</c> if the stream names none.</param>
/// <param name="Data">The data, its lines joined by LF.</param>
/// <param name="LastEventId">
/// The last event ID when the event was dispatched, set by this event or an earlier one; empty if there is none.
/// </param>
public readonly record struct ReceivedEvent(string Type, string Data, string LastEventId);
