namespace SseDashboard.Streams;

/// <summary>Counts of all streams since the start of the host.</summary>
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

/// <summary>How many streams are open under a shared limit.</summary>
/// <param name="Streams">Streams open now.</param>
/// <param name="Most">The most that may be open at once.</param>
public sealed record ShareLoad(int Streams, int Most);
