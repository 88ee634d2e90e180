using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SseDashboard.Streams;

namespace SseDashboard.Edge;

/// <summary>Checks options against each other and against the process, and sets Kestrel's timeouts, before the host listens.</summary>
internal sealed partial class EdgeCheck(
    IConfiguration configuration, IOptions<StreamOptions> streams, IOptions<ConnectionOptions> connections, IOptions<KestrelServerOptions> kestrel,
    Lazy<ConnectionBudget> budget, ILogger<EdgeCheck> log) : IHostedLifecycleService
{
    private const string Switch = "ForwardedHeaders_Enabled";

    /// <summary>Whether the number of streams comes from the configuration.</summary>
    public static bool IsExplicit(IConfiguration configuration) =>
        configuration[$"{StreamOptions.Section}:{nameof(StreamOptions.MaxConnections)}"] is not null;

    /// <summary>Checks the configuration, and logs a warning if the process has too few file descriptors for the default number of streams.</summary>
    /// <exception cref="OptionsValidationException">The framework's switch for forwarded headers is on, or the configured number of streams does not fit.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // The framework's own switch trusts these headers from any sender, so a client could choose the address it is counted under.
        if (string.Equals(configuration[Switch], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new OptionsValidationException(nameof(ProxyOptions), typeof(ProxyOptions),
            [
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED is set, which trusts forwarded headers from any sender. Unset it, and list your proxies in Proxy:Addresses (Proxy__Addresses__0=127.0.0.1 in the environment).",
            ]);
        }

        // Kestrel reads these for each connection. Its options are created before ours are validated, so they are set here.
        kestrel.Value.Limits.KeepAliveTimeout = connections.Value.IdleTimeout;
        kestrel.Value.Limits.RequestHeadersTimeout = connections.Value.HeadTimeout;

        int asked = new StreamOptions().MaxConnections;
        int served = streams.Value.MaxConnections;
        if (!IsExplicit(configuration) && served < asked)
            LogLowered(budget.Value.Limit, budget.Value.Needed(asked), asked, served);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning,
        "This process may open {Limit} file descriptors (ulimit -n), but {Asked} streams need {Needed}: the host serves {Served} streams at once. Raise the limit, or set Streams:MaxConnections to {Served} to accept it.")]
    private partial void LogLowered(int limit, long needed, int asked, int served);
}
