using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SseDashboard.Foreign.Tests.Reading;

/// <summary>The dashboard on a loopback port, with its own clock: foreign programs have theirs.</summary>
public sealed class DashboardHost : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;

    /// <summary>Starts the dashboard.</summary>
    /// <param name="settings">Settings on top of its own.</param>
    public DashboardHost(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
        Url = new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Its address.</summary>
    public Uri Url { get; }

    /// <summary>The address of a path.</summary>
    public Uri At(string path) => new(Url, path);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The endpoint above is defined in code; an address in the settings would be overridden with a warning.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}
