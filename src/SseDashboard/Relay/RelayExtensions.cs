using Microsoft.Extensions.Options;
using SseDashboard.Edge;
using SseDashboard.Hosting;

namespace SseDashboard.Relay;

/// <summary>Requests that the host makes for the inspector.</summary>
internal static class RelayExtensions
{
    /// <summary>Adds <see cref="RelayClient"/> and its bounds.</summary>
    public static IServiceCollection AddRelay(this IServiceCollection services)
    {
        services.AddBoundedOptions<RelayOptions>("Relay");
        services.AddSingleton(provider =>
            new ReservedConnections(Incoming: 0, Outgoing: provider.GetRequiredService<IOptions<RelayOptions>>().Value.MaxConcurrent));
        return services.AddSingleton(new RelayNetwork()).AddSingleton<DashboardReach>().AddSingleton<RelayClient>();
    }
}
