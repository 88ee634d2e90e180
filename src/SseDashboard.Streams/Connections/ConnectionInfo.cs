namespace SseDashboard.Streams;

/// <summary>One open stream, as it was when the list was taken.</summary>
/// <param name="Id">Counts the streams of this host from 1.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Path">The path of the request, without its query.</param>
/// <param name="OpenedAt">When the stream was admitted.</param>
/// <param name="Events">Events written, without comments.</param>
/// <param name="Bytes">Bytes of the body written, before any transfer coding.</param>
/// <param name="LastEventId">The last id written or resumed from, if any.</param>
/// <param name="Lag">For a broadcast: how many published events are not written yet.</param>
/// <param name="NextHeartbeat">Until the next heartbeat if nothing else is written; none if they are off.</param>
/// <param name="RemainingLifetime">Until the stream reaches its lifetime; none without a limit.</param>
/// <param name="Waiting">How long a write has been waiting for the client to read; none if nothing waits.</param>
public sealed record ConnectionInfo(
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

/// <summary>What became of all streams since the start of the host.</summary>
/// <param name="Open">Streams open now.</param>
/// <param name="Opened">Streams admitted.</param>
/// <param name="Refused">Streams refused, by reason.</param>
/// <param name="Ended">Streams ended, by reason.</param>
public sealed record ConnectionTotals(
    int Open,
    long Opened,
    IReadOnlyDictionary<RefusalReason, long> Refused,
    IReadOnlyDictionary<StreamEnd, long> Ended);

/// <summary>How many streams are open from one address.</summary>
/// <param name="Address">The IPv4 address, or the /64 network of an IPv6 address.</param>
/// <param name="Streams">Streams open now.</param>
public sealed record AddressLoad(string Address, int Streams);

/// <summary>How many streams are open of those that share a bound.</summary>
/// <param name="Streams">Streams open now.</param>
/// <param name="Most">The most that may be open at once.</param>
public sealed record ShareLoad(int Streams, int Most);
