using Microsoft.Extensions.Diagnostics.HealthChecks;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Streams;

namespace SseDashboard.Hosting;

/// <summary>Whether the host should be sent new clients: not before it has started, while it shuts down, or at a bound.</summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime, ConnectionRegistry streams, CircuitPlaces pages) : IHealthCheck
{
    /// <summary>Looks now; nothing is waited for.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string? why = lifetime.ApplicationStopping.IsCancellationRequested ? "draining"
            : !lifetime.ApplicationStarted.IsCancellationRequested ? "starting"
            : streams.Count >= streams.Options.MaxConnections ? "all places for streams are taken"
            : pages.AreTaken ? "all places for pages are taken"
            : null;
        return Task.FromResult(why is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(why));
    }
}
