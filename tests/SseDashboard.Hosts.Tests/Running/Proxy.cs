using System.Text.RegularExpressions;

namespace SseDashboard.Hosts.Tests.Running;

/// <summary>The nginx in front of the hosts, with the configuration that the documentation recommends.</summary>
internal static partial class Proxy
{
    /// <summary>The header that names the host that answered.</summary>
    public const string HostHeader = "X-Host";

    /// <summary>Starts one. Each request without a cookie goes to any of the hosts.</summary>
    public static async Task<Nginx> StartAsync(IEnumerable<Uri> hosts)
    {
        string documented = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "several-hosts.nginx.conf"));
        string parameters = Servers().Match(documented).Groups["parameters"].Value;
        string servers = string.Join('\n', hosts.Select(host => $"server {host.Authority}{parameters};"));
        return await Nginx.StartAsync(address =>
        {
            string configuration = Replace(documented, Servers(), servers);
            configuration = Replace(configuration, Listen(), $"listen {address};");
            configuration = Replace(configuration, Http(), $"http {{ {Nginx.Folders}");
            return Replace(configuration, Location(), $"location / {{ add_header {HostHeader} $upstream_addr;");
        });
    }

    private static string Replace(string text, Regex what, string by)
    {
        Assert.True(what.Count(text) == 1, $"The documented configuration has '{what}' {what.Count(text)} times instead of once.");
        return what.Replace(text, by.Replace("$", "$$", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(server 127[^;\s]*(?<parameters>[^;]*);\s*)+")]
    private static partial Regex Servers();

    [GeneratedRegex("listen [^;]*;")]
    private static partial Regex Listen();

    [GeneratedRegex("http {")]
    private static partial Regex Http();

    [GeneratedRegex("location / {")]
    private static partial Regex Location();
}
