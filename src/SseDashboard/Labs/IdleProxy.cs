using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SseDashboard.Edge;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using Yarp.ReverseProxy.Forwarder;

namespace SseDashboard.Labs;

/// <summary>
/// A real proxy in front of the host's own streams that closes a connection after an idle timeout, as a load balancer does. A
/// stream survives it with a heartbeat shorter than the timeout, and not without one.
/// </summary>
internal static partial class IdleProxy
{
    /// <summary>Adds the proxy and its bounds.</summary>
    public static IServiceCollection AddIdleProxy(this IServiceCollection services)
    {
        services.AddBoundedOptions<IdleProxyOptions>("IdleProxy");
        // A stream through the proxy counts as a stream, and takes two more connections: one in, one out.
        services.AddSingleton(provider =>
        {
            int most = provider.GetRequiredService<IOptions<IdleProxyOptions>>().Value.MaxStreams;
            return new ReservedConnections(Incoming: most, Outgoing: most);
        });
        // The forwarder logs a warning for each closed connection, which is the purpose of this proxy.
        services.AddLogging(logging => logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error));
        services.AddHttpForwarder().AddSingleton<OuterClient>();
        services.TryAddSingleton<OwnClient>();
        services.TryAddSingleton<TakenPlaces>();
        return services;
    }

    /// <summary>Gives each request that the proxy sends to this host the address of its real client. Must come before all middleware that reads the address.</summary>
    public static void UseIdleProxy(this IApplicationBuilder app) => app.UseMiddleware<OuterClientMiddleware>();

    /// <summary>Maps <c>/idle-proxy/{seconds}/{path of a stream}</c>.</summary>
    public static void MapIdleProxy(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/idle-proxy/{seconds}/{**path}", [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post], ForwardAsync)
            .OwnOriginOnly();

    private static async Task<IResult> ForwardAsync(
        string seconds, string? path, HttpContext context, IHttpForwarder forwarder, OwnClient client, TakenPlaces taken, OuterClient outer,
        IServer server, IOptions<IdleProxyOptions> bounds)
    {
        if (LabRefusal.OfNumber("seconds", seconds, 1, bounds.Value.MaxSeconds, "seconds", out int idle) is { } refusal)
            return refusal;
        if (path is null || !OwnStream().IsMatch(path) || (HttpMethods.IsPost(context.Request.Method) && path != "sse"))
        {
            return Refusal.Of(StatusCodes.Status404NotFound, "idle-proxy-path",
                $"'{path}' is not a stream of this host. Use sse, broadcast/CHANNEL, jobs/ID/events or labs/quiet.");
        }

        if (OwnAddress.Of(server) is not { } own)
        {
            return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "idle-proxy-address",
                "The idle proxy can reach this host over http only, but the host does not listen on http.");
        }

        using var place = taken.TryTake("idle-proxy", bounds.Value.MaxStreams);
        if (place is null)
        {
            return LabRefusal.Full("idle-proxy-full",
                $"{bounds.Value.MaxStreams} requests are in flight through the idle proxy, the most that it takes (IdleProxy:MaxStreams). Close one or wait.");
        }

        var timeout = new ForwarderRequestConfig
        {
            ActivityTimeout = TimeSpan.FromSeconds(idle),
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            AllowResponseBuffering = false,
        };
        var error = await forwarder.SendAsync(context, own, client.Invoker, timeout, new ToStream($"/{path}", outer));
        return error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested
            ? Results.Empty
            : Refusal.Of(context.Response.StatusCode, "idle-proxy-upstream", $"The stream did not begin within {idle} s: {error}.");
    }

    // An allow-list: nothing else on this host, this proxy included, and no other host can be reached from here.
    [GeneratedRegex(@"\A(sse|broadcast/[A-Za-z0-9][A-Za-z0-9_.-]*|jobs/[A-Za-z0-9-]+/events|labs/quiet)\z")]
    private static partial Regex OwnStream();

    // Keeps the Host header: it has passed the host filter, and the Origin header must still match it.
    private sealed class ToStream(PathString path, OuterClient outer) : HttpTransformer
    {
        private static readonly string[] Forwarded = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"];

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(destinationPrefix, path, httpContext.Request.QueryString);
            // The forwarded headers of a trusted proxy have already been applied. Those of other senders must not reach the host from
            // loopback, which may be a trusted address.
            foreach (string header in Forwarded)
                proxyRequest.Headers.Remove(header);
            outer.Write(proxyRequest, httpContext.Connection.RemoteIpAddress);
        }
    }
}
