using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HttpOverrides;

namespace SseDashboard.Edge;

/// <summary>The reverse proxies in front of the host; the configuration section <c>Proxy</c>.</summary>
internal sealed partial class ProxyOptions : IValidatableObject
{
    /// <summary>
    /// The path under which browsers see the host, such as <c>/dashboard</c>; empty for the root. The proxy may remove it from
    /// the requests that it forwards, provided that none of the host's own paths starts with it.
    /// </summary>
    public string PathBase { get; init; } = "";

    /// <summary>
    /// The proxies' addresses or networks (RFC 4632), such as <c>127.0.0.1</c> or <c>10.0.0.0/8</c>. The host trusts
    /// <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> from these only. None by default: any client can send the headers.
    /// </summary>
    public string[] Addresses { get; init; } = [];

    /// <summary>
    /// The number of proxies in the chain, usually one. If it is higher than their real number, a client can forge its
    /// address.
    /// </summary>
    [Range(1, 10)]
    public int Hops { get; init; } = 1;

    /// <summary>Checks the path and the addresses.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Path().IsMatch(PathBase))
        {
            yield return new(
                $"Is '{PathBase}', but must be a path like /dashboard: a slash before each part, none at the end, and in the parts letters (a to z), digits, dots, hyphens, underscores or tildes.",
                [nameof(PathBase)]);
        }

        foreach (string address in Addresses)
        {
            if (!IPAddress.TryParse(address, out _) && !System.Net.IPNetwork.TryParse(address, out _))
                yield return new($"'{address}' is neither an IP address nor a network such as 10.0.0.0/8.", [nameof(Addresses)]);
        }
    }

    /// <summary>Makes the framework take the client's address, scheme and host from these proxies' headers only.</summary>
    public void Apply(ForwardedHeadersOptions forwarded)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.ForwardLimit = Hops;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (string address in Addresses)
        {
            if (IPAddress.TryParse(address, out var ip))
                forwarded.KnownProxies.Add(ip);
            else
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(address));
        }
    }

    // Browsers resolve dot segments, and take what follows // for another host.
    [GeneratedRegex(@"\A(/(?!\.{1,2}(/|\z))[A-Za-z0-9._~-]+)*\z")]
    private static partial Regex Path();
}
