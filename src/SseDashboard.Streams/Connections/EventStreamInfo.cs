namespace SseDashboard.Streams;

/// <summary>A snapshot of one open stream.</summary>
/// <param name="Id">The stream's number on this host, from 1.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Path">The path of the request, without its query.</param>
/// <param name="OpenedAt">When the stream was admitted.</param>
/// <param name="Events">Events written, without comments.</param>
/// <param name="Bytes">Bytes of the body written, before any transfer coding.</param>
/// <param name="LastEventId">The last id written or resumed from, if any.</param>
/// <param name="Lag">For a broadcast: how many published events are not written yet.</param>
/// <param name="NextHeartbeat">Time until the next heartbeat if nothing else is written; none if heartbeats are off.</param>
/// <param name="RemainingLifetime">Time until the stream reaches its maximum lifetime; none without a limit.</param>
/// <param name="Waiting">How long a write has been waiting for the client to read; none if no write is pending.</param>
public sealed record EventStreamInfo(
    long Id,
    string Address,
    string Path,
    DateTimeOffset OpenedAt,
    long Events,
    long Bytes,
    string? LastEventId,
    long? Lag,
    TimeSpan? NextHeartbeat,
    TimeSpan? RemainingLifetime,
    TimeSpan? Waiting);
