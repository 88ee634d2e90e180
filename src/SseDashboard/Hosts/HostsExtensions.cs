using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using SseDashboard.Hosting;
using SseDashboard.Hosts.Keys;
using SseDashboard.Streams;

namespace SseDashboard.Hosts;

/// <summary>Hosts that share broadcasts know of each other, and accept each other's pages.</summary>
internal static class HostsExtensions
{
    // The same on all hosts, whatever their folder, from which the framework derives it otherwise.
    private const string Application = "SseDashboard";

    /// <summary>Adds the hosts on the same Redis, if the configuration has <c>Broadcast:Redis</c>. Otherwise none are known.</summary>
    public static IServiceCollection AddHosts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBoundedOptions<HostsOptions>(HostsOptions.Section);
        services.AddSingleton<SharedHosts>();
        if (!configuration.GetSection(RedisBroadcastOptions.Section).Exists())
            return services;
        services.AddSingleton<HostKeys>();
        services.AddSingleton<HostMeter>();
        services.AddHostedService<HostReporter>();
        services.AddHealthChecks().AddCheck<HostsHealth>("hosts");

        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton<SharedKeys>();
        services.AddSingleton<IKeyManager, SharedKeyManager>();
        services.AddOptions<KeyManagementOptions>().Configure<SharedKeys>((options, keys) => options.XmlRepository = keys);
        return services;
    }
}
