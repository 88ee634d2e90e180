using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>Pairs of simulated hosts behind a simulated load balancer, to see what a client gets when it changes hosts and when a failover loses events.</summary>
internal static class HostsLab
{
    /// <summary>The header in which a load balancer says which host served a request. A common name; no standard has one.</summary>
    public const string ServedBy = "X-Served-By";

    /// <summary>Adds the pairs and their bounds.</summary>
    public static IServiceCollection AddHostsLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<HostsLabOptions>("HostsLab");
        return services.AddSingleton<HostPairs>();
    }

    /// <summary>Maps <c>GET /labs/hosts/{token}/{where}</c>: <c>a</c> or <c>b</c> is a host, <c>1</c> or <c>2</c> a client of the load balancer.</summary>
    public static void MapHostsLab(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/labs/hosts/{token}/{where}", (string token, string where, HttpContext context, HostPairs pairs, IOptions<HostsLabOptions> options) =>
        {
            if (pairs.Find(token)?.Route(where) is not { } host)
                return Refusal.Of(StatusCodes.Status404NotFound, "hosts-unknown", "There is no such host: its page was closed, or has other hosts by now.");
            context.Response.Headers[ServedBy] = host.Name;
            return HttpMethods.IsHead(context.Request.Method)
                ? EventStream.Head
                : (IResult)EventStream.From(host.Channel, new() { ReconnectionInterval = TimeSpan.FromMilliseconds(options.Value.RetryMs) });
        }).OwnOriginOnly().AnswerHead();
}
