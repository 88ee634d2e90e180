using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace SseDashboard.Hosting.Circuits;

/// <summary>Limits the number of open pages.</summary>
internal static class CircuitsExtensions
{
    /// <summary>Adds the count of open pages and its limits, the configuration section <c>Circuits</c>.</summary>
    public static IServiceCollection AddCircuitLimits(this IServiceCollection services)
    {
        services.AddBoundedOptions<CircuitLimits>("Circuits");
        services.AddSingleton<CircuitPlaces>();
        services.AddScoped<CircuitHandler, CircuitWatch>();
        // For all hubs: the framework's is internal, but the only one.
        services.Configure<HubOptions>(hub => hub.AddFilter<CircuitFilter>());
        services.AddSingleton<CircuitFilter>();
        services.AddOptions<CircuitOptions>().Configure<IOptions<CircuitLimits>>((circuits, limits) =>
        {
            circuits.DisconnectedCircuitMaxRetained = limits.Value.MaxDisconnected;
            circuits.DisconnectedCircuitRetentionPeriod = limits.Value.KeepDisconnected;
            // Otherwise the state of discarded circuits is kept for two hours, for a page to resume without its streams and log. Ours reloads.
            circuits.PersistedCircuitInMemoryMaxRetained = 0;
        });
        return services;
    }

    /// <summary>Refuses pages over the limit. Must come after the security gates, so that only clients with access learn that the host is full.</summary>
    public static void UseCircuitLimits<TPage>(this IApplicationBuilder app) where TPage : IComponent => app.UseMiddleware<CircuitGate<TPage>>();
}
