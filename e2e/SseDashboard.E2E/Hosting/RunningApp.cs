using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.E2E.Hosting;

/// <summary>The real app on a free port of the loopback address, with the system's clock.</summary>
public class RunningApp : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;

    /// <summary>The app with these configuration values on top of its own.</summary>
    public RunningApp(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
    }

    /// <summary>What the app logged at warning level and above.</summary>
    public LogCollector Logs { get; } = new();

    /// <summary>Where the app listens. Named localhost, as a person would.</summary>
    public string Url => $"http://localhost:{ClientOptions.BaseAddress.Port}/";

    /// <summary>The event streams that are open on the server now.</summary>
    public int OpenStreams => Services.GetRequiredService<ConnectionRegistry>().Count;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The endpoint above stands in code; an address in the settings as well would be overridden with a warning.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
    }
}
