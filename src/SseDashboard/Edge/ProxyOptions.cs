using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HttpOverrides;

namespace SseDashboard.Edge;

/// <summary>The reverse proxies in front of the host; the section <c>Proxy</c> of the configuration.</summary>
internal sealed partial class ProxyOptions : IValidatableObject
{
    /// <summary>
    /// The path under which browsers see the host, such as <c>/dashboard</c>; empty for the root. The proxy may take it off
    /// before it forwards a request, provided that no path of the host itself begins with it.
    /// </summary>
    public string PathBase { get; init; } = "";

    /// <summary>
    /// The proxies' addresses or networks (RFC 4632), such as <c>127.0.0.1</c> or <c>10.0.0.0/8</c>. Only from these are
    /// <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> believed. None by default: anyone can send the headers.
    /// </summary>
    public string[] Addresses { get; init; } = [];

    /// <summary>
    /// How many proxies stand in a row. One is usual; with a higher number than there are, a client could put an address of
    /// its choice in front.
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

    /// <summary>Lets the framework take the client's address, scheme and host from what these proxies say, and no others.</summary>
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

    // Dot segments would be resolved away by browsers, and a path of // is another host.
    [GeneratedRegex(@"\A(/(?!\.{1,2}(/|\z))[A-Za-z0-9._~-]+)*\z")]
    private static partial Regex Path();
}
