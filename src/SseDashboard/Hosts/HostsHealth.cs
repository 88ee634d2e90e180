using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SseDashboard.Hosts;

/// <summary>
/// Reports trouble with Redis as degraded, not as unhealthy: the other hosts have the same trouble, so clients have nowhere to go,
/// and streams that are open stay open.
/// </summary>
internal sealed partial class HostsHealth(SharedHosts hosts) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(hosts.Look()?.Trouble is { } trouble
            ? HealthCheckResult.Degraded(WithoutAddresses(trouble))
            : HealthCheckResult.Healthy());

    /// <summary>What is wrong, without the addresses of Redis: probes have no token, so anyone may read it.</summary>
    public static string WithoutAddresses(string trouble) => Addresses().Replace(trouble, "Redis");

    [GeneratedRegex(@"\ARedis at [^ ,]+(, [^ ,]+)*")]
    private static partial Regex Addresses();
}
