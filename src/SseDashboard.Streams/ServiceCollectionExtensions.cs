using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SseDashboard.Streams;

/// <summary>Registers what event streams need.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the connection registry and, unless one is there already, the system clock.</summary>
    public static IServiceCollection AddEventStreams(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectionRegistry>();
        return services;
    }
}
