using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Labs;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Edge;

/// <summary>Where the network ends and the host begins: how many connections it accepts, and what it believes of a proxy.</summary>
internal static class EdgeExtensions
{
    /// <summary>Adds the bounds of connections, checked against the process's file descriptors, and the proxies' options.</summary>
    public static IServiceCollection AddEdge(this IServiceCollection services)
    {
        services.AddBoundedOptions<ConnectionOptions>("Connections");
        services.AddBoundedOptions<ProxyOptions>("Proxy");
        services.AddHostedService<EdgeCheck>();

        // The server and the hosted services are made before the options are validated. Whatever looks at an option then fails
        // as an unhandled exception, so they get these two lazily.
        services.AddSingleton(provider => new Lazy<ConnectionBudget>(() => ConnectionBudget.Of(
            provider.GetRequiredService<IOptions<ConnectionOptions>>().Value,
            provider.GetRequiredService<IOptions<CircuitLimits>>().Value,
            provider.GetRequiredService<IOptions<IdleProxyOptions>>().Value)));
        services.AddSingleton<ConnectionBound>();
        services.AddSingleton<IConnectionListenerFactory>(provider => new BoundedTransport(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), new(provider.GetRequiredService<ConnectionBound>)));
        services.AddOptions<StreamOptions>().PostConfigure<Lazy<ConnectionBudget>, IConfiguration>((streams, budget, configuration) =>
            streams.MaxConnections = budget.Value.Streams(streams.MaxConnections, EdgeCheck.IsExplicit(configuration)));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) => proxy.Value.Apply(forwarded));
        // First of all filters, so that AllowedHosts, which the framework checks in one, is applied to the forwarded host.
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, ForwardedHeaders>());
        return services;
    }

    /// <summary>Makes the request what its client meant: the path base taken off the path, and the idle proxy's client as its own.</summary>
    public static void UseEdge(this IApplicationBuilder app)
    {
        app.UseMiddleware<OuterClientMiddleware>();
        app.UseMiddleware<WebSocketGate>();
        app.Use(next => context =>
        {
            PathString pathBase = context.RequestServices.GetRequiredService<IOptions<ProxyOptions>>().Value.PathBase;
            if (pathBase.HasValue)
            {
                // A proxy may have taken it off already; the browser's addresses begin with it all the same.
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
            // Without a known proxy the framework's middleware would believe everyone.
            if (proxy.Value.Addresses.Length > 0)
                app.UseForwardedHeaders();
            next(app);
        };
    }
}
