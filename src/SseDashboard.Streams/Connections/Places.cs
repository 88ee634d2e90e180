using System.Net;
using System.Runtime.InteropServices;

namespace SseDashboard.Streams;

/// <summary>A number of places for streams, bounded in all and for each address. Not safe for several threads at once.</summary>
/// <param name="most">The most streams at once.</param>
/// <param name="mostPerAddress">The most streams at once from one address.</param>
/// <param name="full">Why a stream is refused when all places are taken.</param>
/// <param name="streams">What to call the streams, in the plural.</param>
internal sealed class Places(int most, int mostPerAddress, RefusalReason full, string streams)
{
    private readonly Dictionary<IPAddress, int> _perAddress = [];

    /// <summary>How many there are.</summary>
    public int Most => most;

    /// <summary>How many are taken.</summary>
    public int Taken { get; private set; }

    /// <summary>The address that has taken the most; none if none is taken.</summary>
    public AddressLoad? Busiest
    {
        get
        {
            if (_perAddress.Count == 0)
                return null;
            var (address, streams) = _perAddress.MaxBy(entry => entry.Value);
            return new(StreamAddress.NameOf(address), streams);
        }
    }

    /// <summary>The reason and the bound that keep this address from a place; none if there is one for it.</summary>
    public Refused? Check(IPAddress address)
    {
        if (Taken >= most)
            return new(full, most, streams);
        return _perAddress.GetValueOrDefault(address) >= mostPerAddress
            ? new(RefusalReason.TooManyFromAddress, mostPerAddress, streams)
            : null;
    }

    /// <summary>Takes a place.</summary>
    public void Take(IPAddress address)
    {
        Taken++;
        CollectionsMarshal.GetValueRefOrAddDefault(_perAddress, address, out _)++;
    }

    /// <summary>Gives a place back.</summary>
    public void GiveBack(IPAddress address)
    {
        Taken--;
        if (--CollectionsMarshal.GetValueRefOrNullRef(_perAddress, address) == 0)
            _perAddress.Remove(address);
    }
}

/// <summary>Why a stream was refused.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Bound">The bound that was reached; 0 if it was none.</param>
/// <param name="Streams">What is bounded, in the plural.</param>
internal readonly record struct Refused(RefusalReason Reason, int Bound = 0, string Streams = "event streams");
