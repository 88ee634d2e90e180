using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>A client's address, and the address that the per-address limit counts.</summary>
/// <param name="Address">The transport's remote address; <see cref="IPAddress.None"/> if it has none.</param>
internal readonly record struct StreamAddress(IPAddress Address)
{
    /// <summary>
    /// The IPv4 address, or the /64 network of an IPv6 address, since one subscriber gets a whole /64 (RFC 6177).
    /// </summary>
    public IPAddress Counted
    {
        get
        {
            if (Address.IsIPv4MappedToIPv6)
                return Address.MapToIPv4();
            if (Address.AddressFamily != AddressFamily.InterNetworkV6)
                return Address;
            byte[] bytes = Address.GetAddressBytes();
            bytes.AsSpan(8).Clear();
            return new(bytes);
        }
    }

    /// <summary>The address to show.</summary>
    public string Text => (Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address).ToString();

    /// <summary>The text of a counted address; an IPv6 one gets its prefix length.</summary>
    public static string NameOf(IPAddress counted) =>
        counted.AddressFamily == AddressFamily.InterNetworkV6 ? $"{counted}/64" : counted.ToString();

    /// <summary>The address of a request's client.</summary>
    public static StreamAddress Of(HttpContext context) => new(context.Connection.RemoteIpAddress ?? IPAddress.None);
}
