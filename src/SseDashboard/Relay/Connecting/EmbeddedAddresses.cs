using System.Net;
using System.Net.Sockets;

namespace SseDashboard.Relay;

/// <summary>Finds the IPv4 addresses to which a network may forward what is sent to an IPv6 address.</summary>
internal static class EmbeddedAddresses
{
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>The IPv4 addresses inside an IPv6 address; none in an IPv4 address.</summary>
    public static IEnumerable<IPAddress> In(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            yield break;
        byte[] bytes = address.GetAddressBytes();
        // RFC 3056, section 2.
        if (SixToFour.Contains(address))
            yield return new(bytes.AsSpan(2, 4));
        // RFC 6052, section 2.1.
        if (Nat64.Contains(address))
            yield return new(bytes.AsSpan(12, 4));
        // RFC 4380, section 4: the server, and the client with its bits inverted.
        if (Teredo.Contains(address))
        {
            yield return new(bytes.AsSpan(4, 4));
            yield return new([(byte)~bytes[12], (byte)~bytes[13], (byte)~bytes[14], (byte)~bytes[15]]);
        }

        // ISATAP: RFC 5214, section 6.1. The bits "universal" and "group" may be set.
        if ((bytes[8] & 0xFC) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE)
            yield return new(bytes.AsSpan(12, 4));
    }
}
