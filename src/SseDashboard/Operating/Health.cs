using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SseDashboard.Security;

namespace SseDashboard.Operating;

/// <summary>Two endpoints for probes: whether the process is alive, and whether it is ready for new clients.</summary>
internal static class Health
{
    private static readonly HttpMethodMetadata Reading = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary>Adds the readiness check.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<Readiness>("ready");
        return services;
    }

    /// <summary>
    /// Maps <c>/health/live</c>, which answers 200 while the host answers requests at all, and <c>/health/ready</c>, which
    /// answers 503 with a reason while new clients should go elsewhere. Trouble that all hosts share, such as a Redis that is away,
    /// is no reason to go elsewhere: then it answers 200 with the status <c>degraded</c> and the reason.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Map("/health/live", _ => false);
        endpoints.Map("/health/ready", _ => true);
    }

    // Open to anyone: probes have no token, and all they learn is one word about the host's state.
    private static void Map(this IEndpointRouteBuilder endpoints, string path, Func<HealthCheckRegistration, bool> checks) =>
        endpoints.MapHealthChecks(path, new HealthCheckOptions { Predicate = checks, ResponseWriter = WriteAsync })
            .WithMetadata(Reading)
            .OpenToAnyone();

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new State(
                report.Status switch
                {
                    HealthStatus.Healthy => "ok",
                    HealthStatus.Degraded => "degraded",
                    _ => "unavailable",
                },
                report.Entries.Values.OrderBy(check => check.Status).Select(check => check.Description).FirstOrDefault(why => why is not null)),
            context.RequestAborted);

    private sealed record State(string Status, string? Reason);
}
