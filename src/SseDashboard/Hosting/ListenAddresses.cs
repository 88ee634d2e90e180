using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SseDashboard.Hosting;

/// <summary>The addresses that the host listens on, checked before Kestrel misreads them or rejects them without a reason.</summary>
internal static class ListenAddresses
{
    /// <summary>
    /// The configured addresses, in every form that ASP.NET Core reads: a list of URLs, or else ports on every interface; and
    /// Kestrel's own section.
    /// </summary>
    public static IEnumerable<string> Configured(IConfiguration configuration)
    {
        string[] urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        var ports = Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}")
            .Concat(Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"));
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().SelectMany(endpoint => Split(endpoint["Url"]));
        return (urls.Length > 0 ? urls : ports).Concat(endpoints);
    }

    /// <summary>Checks every configured address.</summary>
    /// <exception cref="OptionsValidationException">An address is invalid; the message says what to write instead.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (Configured(configuration).Select(Mistake).FirstOrDefault(mistake => mistake is not null) is { } wrong)
            throw new OptionsValidationException(WebHostDefaults.ServerUrlsKey, typeof(ListenAddresses), [wrong]);
    }

    private static string? Mistake(string url)
    {
        int scheme = url.IndexOf(Uri.SchemeDelimiter, StringComparison.Ordinal);
        if (scheme < 0)
            return $"'{url}' is not an address to listen on: it has no scheme. Write {Example(url)}";
        if (url[..scheme].ToUpperInvariant() is not ("HTTP" or "HTTPS"))
            return $"'{url}' is not an address to listen on: the scheme must be http or https.";

        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe)
            return null;
        if (address.PathBase.Length > 0)
            return $"'{url}' is not an address to listen on: it has a path. Write {url[..^address.PathBase.Length]}";
        // BindingAddress takes a port that is not a number for a part of the host name.
        bool hasWrongPort = address.Port > IPEndPoint.MaxPort
            || (address.Host.Contains(':') && !(IPAddress.TryParse(address.Host, out var ip) && ip.AddressFamily is AddressFamily.InterNetworkV6));
        return hasWrongPort
            ? $"'{url}' is not an address to listen on: the port must be a number from 0 to {IPEndPoint.MaxPort}. Write, for example, http://localhost:3001"
            : null;
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string Example(string url) =>
        ushort.TryParse(url, out _) ? $"http://localhost:{url}" : $"http://{url}";
}
