using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SseDashboard.Edge;

namespace SseDashboard.Relay;

/// <summary>Who can reach the dashboard, and so make the host send requests.</summary>
internal sealed class DashboardReach(IServer server, IConfiguration configuration, IOptions<ProxyOptions> proxies)
{
    /// <summary>
    /// Whether this machine alone can: the host listens on loopback addresses only, expects no proxy, and accepts loopback names
    /// only, so that no page on the web reaches it by DNS rebinding.
    /// </summary>
    // A Unix socket has a proxy before it: browsers cannot open one.
    public bool IsLocal =>
        Listening is { Count: > 0 } addresses
        && addresses.Select(BindingAddress.Parse).All(address => !address.IsUnixPipe && !address.IsNamedPipe && IsLoopback(address.Host))
        && proxies.Value.Addresses.Length == 0
        && Names is { Length: > 0 } names && names.All(IsLoopback);

    private ICollection<string>? Listening => server.Features.Get<IServerAddressesFeature>()?.Addresses;

    // Without a list the framework accepts every name.
    private string[] Names => (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
