using System.Net;
using System.Runtime.InteropServices;

namespace SseDashboard.Streams;

/// <summary>Counts open connections against a limit for all and a limit per address. Not thread-safe.</summary>
/// <param name="max">The most connections at once.</param>
/// <param name="maxPerAddress">The most connections at once from one address.</param>
/// <param name="whenFull">The reason for a refusal when <paramref name="max"/> are open.</param>
/// <param name="streams">The name of the limited streams in a refusal, in the plural.</param>
internal sealed class ConnectionLimit(int max, int maxPerAddress, RefusalReason whenFull, string streams)
{
    private readonly Dictionary<IPAddress, int> _perAddress = [];

    /// <summary>The most connections at once.</summary>
    public int Max => max;

    /// <summary>How many are open.</summary>
    public int Count { get; private set; }

    /// <summary>The address with the most connections; none if there are no connections.</summary>
    public AddressLoad? Busiest
    {
        get
        {
            if (_perAddress.Count == 0)
                return null;
            var (address, count) = _perAddress.MaxBy(entry => entry.Value);
            return new(StreamAddress.NameOf(address), count);
        }
    }

    /// <summary>The limit that one more connection from this address would exceed, if any.</summary>
    public Refused? Check(IPAddress address)
    {
        if (Count >= max)
            return new(whenFull, max, streams);
        return _perAddress.GetValueOrDefault(address) >= maxPerAddress
            ? new(RefusalReason.TooManyFromAddress, maxPerAddress, streams)
            : null;
    }

    public void Add(IPAddress address)
    {
        Count++;
        CollectionsMarshal.GetValueRefOrAddDefault(_perAddress, address, out _)++;
    }

    public void Remove(IPAddress address)
    {
        Count--;
        if (--CollectionsMarshal.GetValueRefOrNullRef(_perAddress, address) == 0)
            _perAddress.Remove(address);
    }
}
