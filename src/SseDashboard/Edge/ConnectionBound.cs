using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.Edge;

/// <summary>
/// Limits the host's connections over all endpoints. Kestrel's own limit (<c>MaxConcurrentConnections</c>) applies to each
/// endpoint separately, and <c>localhost</c> is two: IPv4 and IPv6.
/// </summary>
internal sealed partial class ConnectionBound
{
    private readonly Counter<long> _refusals;
    private readonly CountingLog _log;
    private int _open;
    private long _refused;

    public ConnectionBound(
        Lazy<ConnectionBudget> budget, IOptions<StreamOptions> streams, IMeterFactory meters, TimeProvider clock, ILogger<ConnectionBound> log)
    {
        Max = budget.Value.Connections(streams.Value.MaxConnections);
        var meter = meters.Create("SseDashboard");
        meter.CreateObservableUpDownCounter("sse_dashboard.connections.open", () => Open, "{connection}", "Open connections.");
        _refusals = meter.CreateCounter<long>(
            "sse_dashboard.connections.refused", "{connection}", "Connections closed on arrival because the host had reached its limit.");
        _log = new(clock, count => LogRefused(log, count, Max));
    }

    /// <summary>The most connections open at once.</summary>
    public int Max { get; }

    /// <summary>The number of open connections.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>The number of connections closed on arrival because the limit was reached, since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Counts a new connection. Returns <see langword="false"/>, and counts a refusal, if the limit is reached.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= Max)
            return true;
        Leave();
        Interlocked.Increment(ref _refused);
        _refusals.Add(1);
        _log.Count();
        return false;
    }

    /// <summary>Counts a closed connection.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);

    [LoggerMessage(LogLevel.Warning, "Closed {Count} connections without an answer: {Max} are open, the most that this host accepts.")]
    private static partial void LogRefused(ILogger log, long count, int max);
}
