using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Registers Redis as the log of the broadcasts.</summary>
public static class RedisServiceCollectionExtensions
{
    /// <summary>
    /// Lets several hosts share their broadcasts through Redis, 6.2 or newer. Call it after <c>AddServerSentEvents</c>; nothing
    /// else changes for publishers and listeners. Options are bound from the configuration section <c>Broadcast</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connection">The connection string, in place of the configuration's <c>Broadcast:Redis</c>.</param>
    /// <param name="configure">Changes the options in code; wins over the configuration.</param>
    public static IServiceCollection AddRedis(
        this IServiceCollection services, string? connection = null, Action<RedisBroadcastOptions>? configure = null)
    {
        services.AddServerSentEvents();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisBroadcastOptions>, RedisBroadcastOptionsValidation>());
        services.AddOptions<RedisBroadcastOptions>().BindStrictly(RedisBroadcastOptions.Section).ValidateOnStart();
        if (connection is not null)
            services.Configure<RedisBroadcastOptions>(options => options.Redis = connection);
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton<RedisMetrics>();
        services.TryAddSingleton<RedisConnection>();
        services.Replace(ServiceDescriptor.Singleton<ChannelLogs, RedisLogs>());
        return services;
    }
}
