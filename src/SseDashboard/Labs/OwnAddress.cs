using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SseDashboard.Labs;

/// <summary>The address at which the host reaches itself.</summary>
internal static class OwnAddress
{
    /// <summary>The address, without a slash at its end; <see langword="null"/> if the host does not listen on http.</summary>
    // Taken from the addresses that the server listens on, never from a request.
    public static string? Of(IServer server)
    {
        var own = server.Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(BindingAddress.Parse).FirstOrDefault(address => address is { Scheme: "http", IsUnixPipe: false, IsNamedPipe: false });
        if (own is null)
            return null;

        bool isEverywhere = own.Host is "*" or "+"
            || (IPAddress.TryParse(own.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return $"http://{(isEverywhere ? "localhost" : own.Host)}:{own.Port}";
    }
}
