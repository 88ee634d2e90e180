using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Registers the services of event streams.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds event streams, broadcast channels, the wire tap and the metrics. <see cref="StreamOptions"/> are bound from the
    /// configuration section <c>Streams</c>; an unknown key or a value out of range stops the start. Uses the registered
    /// <see cref="TimeProvider"/>, or else the system's.
    /// </summary>
    public static IServiceCollection AddServerSentEvents(this IServiceCollection services)
    {
        // Binding again would undo the options set in code since.
        if (services.Any(service => service.ServiceType == typeof(ConnectionRegistry)))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<StreamOptions>, StreamOptionsValidation>();
        services.AddOptions<StreamOptions>().BindStrictly(StreamOptions.Section).ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton(provider => new StreamMetrics(provider.GetRequiredService<IMeterFactory>()));
        services.AddSingleton(provider => new WireTaps(
            provider.GetRequiredService<IOptions<StreamOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new BroadcastPumps(
            provider.GetRequiredService<IOptions<StreamOptions>>().Value.BroadcastThreads));
        services.AddSingleton(provider => new ConnectionRegistry(
            provider.GetRequiredService<IOptions<StreamOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<WireTaps>(),
            provider.GetRequiredService<StreamMetrics>(),
            provider.GetRequiredService<ILogger<ConnectionRegistry>>()));
        services.TryAddSingleton<ChannelLogs>(_ => new MemoryLogs());
        services.AddSingleton(provider => new BroadcastChannels(
            provider.GetRequiredService<ConnectionRegistry>(),
            provider.GetRequiredService<BroadcastPumps>(),
            provider.GetRequiredService<ChannelLogs>()));
        return services;
    }

    /// <summary>
    /// Like <see cref="AddServerSentEvents(IServiceCollection)"/>, and changes the options in code. What
    /// <paramref name="configure"/> sets wins over the configuration.
    /// </summary>
    public static IServiceCollection AddServerSentEvents(this IServiceCollection services, Action<StreamOptions> configure)
    {
        // After the binding: options are configured in the order of registration.
        services.AddServerSentEvents();
        return services.Configure(configure);
    }

    /// <summary>
    /// Makes Kestrel's sockets run their callbacks on the thread that completes them
    /// (<see cref="SocketTransportOptions.UnsafePreferInlineScheduling"/>), so that a broadcast's write reaches the socket on the
    /// broadcast thread instead of going through the thread pool.
    /// </summary>
    /// <remarks>
    /// Kestrel has one setting for all connections of the host, so this is a call of its own. SignalR, and with it Blazor, still
    /// runs hub methods and circuits on the thread pool: its pipes schedule their readers there. Measured on two processors with
    /// hub calls beside a broadcast of 100 events/s to 1,000 clients, the median round trip was 4 ms with this and 13 ms
    /// without; with no broadcast it was 1 to 3 ms either way, in most runs slightly longer with this. Middleware and endpoints
    /// that block before their first await delay the callbacks of other connections.
    /// </remarks>
    public static IServiceCollection AddInlineSocketScheduling(this IServiceCollection services) =>
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
}
