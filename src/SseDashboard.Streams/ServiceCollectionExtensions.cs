using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Registers what event streams need.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the connection registry, the wire taps, the broadcast pumps, the instruments of <see cref="StreamMetrics"/>,
    /// <see cref="StreamOptions"/> from the section <c>Streams</c> and, unless one is there already, the system clock. A wrong option, or one that does not exist, stops
    /// the start.
    /// </summary>
    public static IServiceCollection AddEventStreams(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IValidateOptions<StreamOptions>, StreamOptionsValidation>();
        services.AddOptions<StreamOptions>()
            .BindStrictly(StreamOptions.Section)
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton<WireTaps>();
        services.TryAddSingleton<BroadcastPumps>();
        services.TryAddSingleton<ConnectionRegistry>();
        return services;
    }

    /// <summary>
    /// Lets Kestrel's sockets run their callbacks on the thread that has the bytes, so that a broadcast's write goes to the
    /// socket on the pump's own thread instead of through the pool. Code that blocks in a request then holds a transport
    /// thread up, which is why the host has to ask for it.
    /// </summary>
    public static IServiceCollection AddInlineSocketScheduling(this IServiceCollection services) =>
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
}
