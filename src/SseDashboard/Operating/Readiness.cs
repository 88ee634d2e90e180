using Microsoft.Extensions.Diagnostics.HealthChecks;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Streams;

namespace SseDashboard.Operating;

/// <summary>Whether the host is ready for new clients: not while it starts or shuts down, nor at a limit.</summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime, ConnectionRegistry streams, CircuitPlaces pages) : IHealthCheck
{
    /// <summary>Checks the current state without waiting.</summary>
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
