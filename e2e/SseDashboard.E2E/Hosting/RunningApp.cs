using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.E2E.Hosting;

/// <summary>The real app on a free loopback port, with the system clock.</summary>
public class RunningApp : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;

    /// <summary>Creates the app with these configuration values on top of its own.</summary>
    public RunningApp(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
    }

    /// <summary>The app's log at warning level and above.</summary>
    public LogCollector Logs { get; } = new();

    /// <summary>The app's URL, with the host localhost as a user would type it.</summary>
    public string Url => $"http://localhost:{ClientOptions.BaseAddress.Port}/";

    /// <summary>The number of event streams now open on the server.</summary>
    public int OpenStreams => Services.GetRequiredService<ConnectionRegistry>().Count;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The endpoint is set in code; an address in the settings would cause a warning that it is overridden.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
    }
}
