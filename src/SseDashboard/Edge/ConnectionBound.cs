using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SseDashboard.Streams;

namespace SseDashboard.Edge;

/// <summary>
/// The bound of all connections of the host, whatever endpoint they come in by. Kestrel's own
/// (<c>MaxConcurrentConnections</c>) counts each endpoint apart, and <c>localhost</c> is two: IPv4 and IPv6.
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
        meter.CreateObservableUpDownCounter("sse_dashboard.connections.open", () => Open, "{connection}", "Connections open now.");
        _refusals = meter.CreateCounter<long>(
            "sse_dashboard.connections.refused", "{connection}", "Connections closed at once because the host had as many as it serves.");
        _log = new(clock, count => LogRefused(log, count, Max));
    }

    /// <summary>The most connections at once.</summary>
    public int Max { get; }

    /// <summary>The connections open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>How many connections were closed at once because the bound was reached, since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Takes a place for a connection, unless all are taken.</summary>
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

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);

    [LoggerMessage(LogLevel.Warning, "Closed {Count} connections without an answer: all {Max} that this host serves at once are open.")]
    private static partial void LogRefused(ILogger log, long count, int max);
}
