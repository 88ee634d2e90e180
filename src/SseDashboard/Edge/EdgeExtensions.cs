using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Streams;

namespace SseDashboard.Edge;

/// <summary>The host's edge to the network: how many connections it accepts, and which proxies it trusts.</summary>
internal static class EdgeExtensions
{
    /// <summary>Adds the limits of connections, checked against the process's file descriptors, and the options of proxies.</summary>
    public static IServiceCollection AddEdge(this IServiceCollection services)
    {
        services.AddBoundedOptions<ConnectionOptions>("Connections");
        services.AddBoundedOptions<ProxyOptions>("Proxy");
        services.AddHostedService<EdgeCheck>();

        // The server and the hosted services are created before the options are validated, when reading an invalid option would
        // be an unhandled exception. So they get these two lazily.
        services.AddSingleton(provider => new Lazy<ConnectionBudget>(() => ConnectionBudget.Of(
            provider.GetRequiredService<IOptions<ConnectionOptions>>().Value,
            provider.GetRequiredService<IOptions<CircuitLimits>>().Value,
            [.. provider.GetServices<ReservedConnections>()])));
        services.AddSingleton<ConnectionBound>();
        services.AddSingleton<IConnectionListenerFactory>(provider => new BoundedTransport(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), new(provider.GetRequiredService<ConnectionBound>)));
        services.AddOptions<StreamOptions>().PostConfigure<Lazy<ConnectionBudget>, IConfiguration>((streams, budget, configuration) =>
            streams.MaxConnections = budget.Value.Streams(streams.MaxConnections, EdgeCheck.IsExplicit(configuration)));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) => proxy.Value.Apply(forwarded));
        // Must be the first filter: the framework checks AllowedHosts in another one, and must see the forwarded host.
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, ForwardedHeaders>());
        return services;
    }

    /// <summary>Limits WebSockets, and moves the path base from the path to <see cref="HttpRequest.PathBase"/>.</summary>
    public static void UseEdge(this IApplicationBuilder app)
    {
        app.UseMiddleware<WebSocketGate>();
        app.Use(next => context =>
        {
            PathString pathBase = context.RequestServices.GetRequiredService<IOptions<ProxyOptions>>().Value.PathBase;
            if (pathBase.HasValue)
            {
                // A proxy may have removed it already; links must start with it anyway.
                if (context.Request.Path.StartsWithSegments(pathBase, out var rest))
                    context.Request.Path = rest;
                context.Request.PathBase = pathBase;
            }

            return next(context);
        });
    }

    private sealed class ForwardedHeaders(IOptions<ProxyOptions> proxy) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            // Without a known proxy the framework's middleware would trust every sender.
            if (proxy.Value.Addresses.Length > 0)
                app.UseForwardedHeaders();
            next(app);
        };
    }
}
