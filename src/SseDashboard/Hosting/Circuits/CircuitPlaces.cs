using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// Limits the connected pages to <see cref="CircuitLimits.Max"/>. A connection carries at most one circuit, and the framework
/// limits the disconnected ones, so this limits them all.
/// </summary>
internal sealed class CircuitPlaces
{
    // SignalR keeps a negotiated connection that is never opened for this long.
    private static readonly TimeSpan NegotiationTime = TimeSpan.FromSeconds(15);

    // Enough for a class whose pages all reload a few times in a row; in a flood each one granted costs 3 kB.
    private const int NegotiationsPerPlace = 4;

    private readonly Lock _negotiation = new();
    private readonly TimeProvider _clock;
    private readonly int _max;
    private long _negotiatedSince;
    private long _negotiated;
    private int _connected;
    private int _disconnected;
    private long _refused;

    public CircuitPlaces(IOptions<CircuitLimits> limits, IMeterFactory meters, TimeProvider clock)
    {
        Limits = limits.Value;
        _clock = clock;
        _negotiatedSince = clock.GetTimestamp();
        _max = Limits.Max;
        var meter = meters.Create("SseDashboard");
        meter.CreateObservableUpDownCounter(
            "sse_dashboard.pages.connected", () => Connected, "{page}", "Connected dashboard pages.");
        meter.CreateObservableUpDownCounter(
            "sse_dashboard.pages.disconnected", () => Disconnected, "{page}", "Disconnected dashboard pages kept for their browser to reconnect.");
        meter.CreateObservableCounter(
            "sse_dashboard.pages.refused", () => Refused, "{page}", "Dashboard pages refused because the limit was reached.");
    }

    /// <summary>The limits in force.</summary>
    public CircuitLimits Limits { get; }

    /// <summary>The number of connected pages.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>The number of pages that lost their connection and are kept for it to return.</summary>
    public int Disconnected => Volatile.Read(ref _disconnected);

    /// <summary>The number of pages and connections refused since the host started.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Whether the limit is reached.</summary>
    public bool AreTaken => Connected >= _max;

    /// <summary>Counts a new connection, unless the limit is reached.</summary>
    /// <returns>Whether the connection may go on.</returns>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _connected) <= _max)
            return true;
        Interlocked.Decrement(ref _connected);
        return false;
    }

    /// <summary>Counts a connection's negotiation. The limit covers those that are never opened, for as long as SignalR keeps them.</summary>
    /// <returns>Whether the negotiation may go on.</returns>
    public bool TryNegotiate()
    {
        if (AreTaken)
            return false;
        lock (_negotiation)
        {
            long now = _clock.GetTimestamp();
            if (_clock.GetElapsedTime(_negotiatedSince, now) >= NegotiationTime)
                (_negotiatedSince, _negotiated) = (now, 0);
            return ++_negotiated <= (long)_max * NegotiationsPerPlace;
        }
    }

    /// <summary>Counts a closed connection.</summary>
    public void Release() => Interlocked.Decrement(ref _connected);

    /// <summary>Counts a refusal.</summary>
    public void CountRefusal() => Interlocked.Increment(ref _refused);

    /// <summary>Counts a circuit that lost its connection (1), or one that reconnected or was discarded (-1).</summary>
    public void CountDisconnected(int change) => Interlocked.Add(ref _disconnected, change);
}
