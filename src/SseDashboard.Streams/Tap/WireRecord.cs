namespace SseDashboard.Streams;

/// <summary>Something that a connection did, reported to its watcher.</summary>
/// <param name="Connection">The number of the connection for this watcher, from 1: a reconnect carries the same token.</param>
/// <param name="At">When, by the server's clock, in UTC.</param>
public abstract record WireRecord(int Connection, DateTimeOffset At);

/// <summary>A header field as it was sent or received.</summary>
/// <param name="Name">The field name.</param>
/// <param name="Value">The field value; several values of one name come as several headers. Empty if it is hidden.</param>
public readonly record struct WireHeader(string Name, string Value)
{
    /// <summary>
    /// The length of a hidden value: credentials, such as cookies and access tokens, never leave the tap. None for any other
    /// value.
    /// </summary>
    public int? HiddenLength { get; init; }
}

/// <summary>The request reached the stream.</summary>
/// <param name="Connection">The watcher's connection, from 1.</param>
/// <param name="At">When it was read.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, without the watcher's token; a credential in the query is written as <c>(hidden)</c>.</param>
/// <param name="Protocol">The HTTP version, such as <c>HTTP/1.1</c>.</param>
/// <param name="Headers">The request's headers.</param>
/// <param name="LastEventId">The id of the last event that the client has (<see cref="EventStreamRequestExtensions.GetLastEventId"/>); none if it sent none.</param>
public sealed record WireRequest(
    int Connection,
    DateTimeOffset At,
    string Method,
    string Target,
    string Protocol,
    IReadOnlyList<WireHeader> Headers,
    string? LastEventId) : WireRecord(Connection, At);

/// <summary>The status and the headers were sent: the client's <c>open</c> event.</summary>
/// <param name="Connection">The watcher's connection, from 1.</param>
/// <param name="At">When they were written. The client may have them before their flush completes.</param>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The response's headers.</param>
/// <param name="Backlog">
/// For a broadcast: how many events were published after the client's last one. They are replayed, except those that have fallen
/// out of the history.
/// </param>
public sealed record WireResponse(
    int Connection, DateTimeOffset At, int Status, IReadOnlyList<WireHeader> Headers, long? Backlog) : WireRecord(Connection, At);

/// <summary>A frame was written.</summary>
/// <param name="Connection">The watcher's connection, from 1.</param>
/// <param name="At">When it was written into the response.</param>
/// <param name="Frame">The event or comment, with its bytes.</param>
/// <param name="Flushed">
/// When the flush that carried it completed; none if the connection was aborted while the client was not reading, so that it is
/// unknown whether the frame left this host.
/// </param>
/// <param name="IsHeartbeat">Whether the connection wrote it as a heartbeat, rather than its producer.</param>
public sealed record WireFrame(
    int Connection, DateTimeOffset At, EventFrame Frame, DateTimeOffset? Flushed, bool IsHeartbeat) : WireRecord(Connection, At);

/// <summary>The stream ended.</summary>
/// <param name="Connection">The watcher's connection, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record WireEnd(int Connection, DateTimeOffset At, StreamEnd Reason) : WireRecord(Connection, At);

/// <summary>The stream was refused before it started.</summary>
/// <param name="Connection">The watcher's connection, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Reason">Why.</param>
public sealed record WireRefusal(int Connection, DateTimeOffset At, int Status, RefusalReason Reason)
    : WireRecord(Connection, At);

/// <summary>The watcher's queue was full and records were dropped.</summary>
/// <param name="At">When the first of them was dropped.</param>
public sealed record WireMissed(DateTimeOffset At) : WireRecord(0, At)
{
    private long _count;

    /// <summary>How many were dropped here. It is final once another record follows.</summary>
    public long Count => Interlocked.Read(ref _count);

    internal void Add() => Interlocked.Increment(ref _count);
}
