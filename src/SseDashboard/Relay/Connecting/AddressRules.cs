using System.Net;

namespace SseDashboard.Relay;

/// <summary>Who may be contacted at an address, from the least to the most restricted.</summary>
internal enum AddressKind
{
    /// <summary>A server on the internet.</summary>
    Public,

    /// <summary>This machine or its networks: only for a dashboard that this machine alone can reach.</summary>
    Local,

    /// <summary>No server that a developer debugs, but often one that hands out credentials.</summary>
    Never,
}

/// <summary>What an address is.</summary>
/// <param name="Kind">Who may contact it.</param>
/// <param name="What">What it is, in words: "a link-local address".</param>
internal readonly record struct AddressRule(AddressKind Kind, string What);

/// <summary>Classifies the addresses that a request of the relay would connect to.</summary>
internal static class AddressRules
{
    private static readonly AddressRule Public = new(AddressKind.Public, "a public address");
    private static readonly AddressRule Reserved = new(AddressKind.Never, "a reserved address");
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // The first match decides. IANA's special-purpose address registries, with RFC 6890; the metadata services as the clouds document them.
    private static readonly (IPNetwork Network, AddressRule Rule)[] Rules =
    [
        .. Range(AddressKind.Never, "a link-local address", "169.254.0.0/16", "fe80::/10"),
        // Alibaba, Oracle Classic, Azure's WireServer; AWS, Google and Scaleway over IPv6. Others are link-local.
        .. Range(AddressKind.Never, "the address of a cloud's metadata service",
            "100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32", "fd00:ec2::/32", "fd20:ce::254/128", "fd00:42::42/128"),
        // Linux connects to this machine at 0.0.0.0 and ::.
        .. Range(AddressKind.Never, "an address to listen on, not one of a server (use localhost)", "0.0.0.0/8", "::/128"),
        .. Range(AddressKind.Never, "a multicast or broadcast address", "224.0.0.0/4", "255.255.255.255/32", "ff00::/8"),
        .. Range(AddressKind.Never, "a reserved address", "240.0.0.0/4"),
        .. Range(AddressKind.Local, "a loopback address", "127.0.0.0/8", "::1/128"),
        .. Range(AddressKind.Local, "an address of a private network",
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "fc00::/7", "fec0::/10"),
        // The well-known prefix of NAT64: what counts is the IPv4 address inside it.
        .. Range(AddressKind.Public, "a public address", "64:ff9b::/96"),
    ];

    /// <summary>Classifies an address, together with any IPv4 address that it leads to: the more restricted one decides.</summary>
    public static AddressRule Of(IPAddress address)
    {
        var plain = Plain(address);
        return EmbeddedAddresses.In(plain).Select(OfPlain).Prepend(OfPlain(plain)).MaxBy(rule => rule.Kind);
    }

    /// <summary>The address to connect to: IPv4 for an IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2).</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static AddressRule OfPlain(IPAddress address)
    {
        foreach (var (network, rule) in Rules)
        {
            if (network.Contains(address))
                return rule;
        }

        return address.GetAddressBytes().Length == 4 || GlobalUnicast.Contains(address) ? Public : Reserved;
    }

    private static IEnumerable<(IPNetwork Network, AddressRule Rule)> Range(AddressKind kind, string what, params string[] networks) =>
        networks.Select(network => (IPNetwork.Parse(network), new AddressRule(kind, what)));
}
