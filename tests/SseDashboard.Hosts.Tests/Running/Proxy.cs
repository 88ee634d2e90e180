namespace SseDashboard.Hosts.Tests.Running;

/// <summary>The nginx in front of the hosts.</summary>
internal static class Proxy
{
    /// <summary>The header that names the host that answered.</summary>
    public const string HostHeader = "X-Host";

    /// <summary>Starts one that gives each connection to the next host.</summary>
    public static Task<Nginx> StartAsync(IEnumerable<Uri> hosts) => Nginx.StartAsync(
        [.. hosts],
        "proxy_http_version 1.1;",
        "proxy_set_header Connection '';",
        "proxy_set_header Host $host;",
        "proxy_read_timeout 60s;",
        $"add_header {HostHeader} $upstream_addr;");
}
