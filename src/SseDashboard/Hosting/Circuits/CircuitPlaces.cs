using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// Counts the connected pages against <see cref="CircuitLimits.Max"/>. A connection carries one circuit at most, and the
/// framework bounds the circuits without a connection, so this bounds all of them.
/// </summary>
internal sealed class CircuitPlaces
{
    // A negotiated connection that nobody opens is kept by SignalR for this long.
    private static readonly TimeSpan NegotiationTime = TimeSpan.FromSeconds(15);

    // A class that reloads its pages a few times in a row is served; a flood costs 3 kB for each that is granted.
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
            "sse_dashboard.pages.connected", () => Connected, "{page}", "Dashboard pages that are connected.");
        meter.CreateObservableUpDownCounter(
            "sse_dashboard.pages.disconnected", () => Disconnected, "{page}", "Dashboard pages kept for their browser to return.");
        meter.CreateObservableCounter(
            "sse_dashboard.pages.refused", () => Refused, "{page}", "Dashboard pages refused because all places were taken.");
    }

    /// <summary>The bounds in force.</summary>
    public CircuitLimits Limits { get; }

    /// <summary>How many pages are connected.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>How many pages lost their connection and are kept for a while.</summary>
    public int Disconnected => Volatile.Read(ref _disconnected);

    /// <summary>How many pages and connections were refused since the start of the host.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Whether every place is taken.</summary>
    public bool AreTaken => Connected >= _max;

    /// <summary>Takes a place for a new connection.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _connected) <= _max)
            return true;
        Interlocked.Decrement(ref _connected);
        return false;
    }

    /// <summary>Counts the negotiation of a connection, of which only so many are granted while they may lie unused.</summary>
    /// <returns>Whether it is granted.</returns>
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

    /// <summary>Gives a place back.</summary>
    public void Release() => Interlocked.Decrement(ref _connected);

    /// <summary>Counts a refusal.</summary>
    public void CountRefusal() => Interlocked.Increment(ref _refused);

    /// <summary>Counts a circuit that lost its connection, or, with -1, one that came back or was given up.</summary>
    public void CountDisconnected(int change) => Interlocked.Add(ref _disconnected, change);
}
