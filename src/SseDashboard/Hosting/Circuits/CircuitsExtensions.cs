using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace SseDashboard.Hosting.Circuits;

/// <summary>Bounds the pages that are open at once.</summary>
internal static class CircuitsExtensions
{
    /// <summary>Adds the count of the pages and the bounds from the section <c>Circuits</c>.</summary>
    public static IServiceCollection AddCircuitLimits(this IServiceCollection services)
    {
        services.AddBoundedOptions<CircuitLimits>("Circuits");
        services.AddSingleton<CircuitPlaces>();
        services.AddScoped<CircuitHandler, CircuitWatch>();
        // The framework's hub is internal, but it is the only one here.
        services.Configure<HubOptions>(hub => hub.AddFilter<CircuitFilter>());
        services.AddSingleton<CircuitFilter>();
        services.AddOptions<CircuitOptions>().Configure<IOptions<CircuitLimits>>((circuits, limits) =>
        {
            circuits.DisconnectedCircuitMaxRetained = limits.Value.MaxDisconnected;
            circuits.DisconnectedCircuitRetentionPeriod = limits.Value.KeepDisconnected;
        });
        return services;
    }

    /// <summary>Turns pages away while all places are taken. Comes after the gates, so that only those with access learn that the host is full.</summary>
    public static void UseCircuitLimits<TPage>(this IApplicationBuilder app) where TPage : IComponent => app.UseMiddleware<CircuitGate<TPage>>();
}
