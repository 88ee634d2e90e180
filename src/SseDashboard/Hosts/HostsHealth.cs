using Microsoft.Extensions.Diagnostics.HealthChecks;
using SseDashboard.Streams;

namespace SseDashboard.Hosts;

/// <summary>
/// Reports trouble with Redis as degraded, not as unhealthy: the other hosts have the same trouble, so clients have nowhere to go,
/// and streams that are open stay open.
/// </summary>
internal sealed class HostsHealth(SharedHosts hosts, RedisConnection connection) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        // Probes have no token, so they do not learn the addresses.
        Task.FromResult(hosts.Look()?.Trouble is { } trouble
            ? HealthCheckResult.Degraded(trouble.Replace($" at {connection.Where}", "", StringComparison.Ordinal))
            : HealthCheckResult.Healthy());
}
