using Microsoft.JSInterop;
using SseDashboard.Display;
using SseDashboard.Interop;

namespace SseDashboard.Exchange;

/// <summary>How far the browser's clock is from the server's.</summary>
/// <param name="Difference">Browser minus server, in ms.</param>
/// <param name="Uncertainty">The largest error of the difference either way, in ms: half of the shortest round trip.</param>
/// <param name="RoundTrips">The number of round trips measured.</param>
public readonly record struct ClockEstimate(double Difference, double Uncertainty, int RoundTrips)
{
    /// <summary>A time of the server's clock as the browser's clock shows it, in ms since 1970.</summary>
    public static double ToBrowser(ClockEstimate? clock, DateTimeOffset server) => UnixTime.Of(server) + (clock?.Difference ?? 0);

    /// <summary>
    /// Estimates the difference as NTP does (RFC 5905, section 8): compares the browser's time with the middle of the shortest
    /// round trip, which leaves the least room for error.
    /// </summary>
    /// <param name="trips">The server's time before, the browser's time, the server's time after; each in ms since 1970.</param>
    public static ClockEstimate Of(IReadOnlyCollection<(double Sent, double Browser, double Received)> trips)
    {
        var (sent, browser, received) = trips.MinBy(trip => trip.Received - trip.Sent);
        return new(browser - ((sent + received) / 2), (received - sent) / 2, trips.Count);
    }
}

/// <summary>Measures the difference of the clocks over the circuit.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="clock">The server's clock, which also stamps the wire.</param>
public sealed class ClockDifference(IJSRuntime js, TimeProvider clock) : IAsyncDisposable
{
    // The first trips are slow, as caches are cold; of a dozen, at least one meets no other traffic.
    private const int RoundTrips = 12;

    private readonly JsModule _module = new(js, "./js/protocol/clock.js");
    private Task _measuring = Task.CompletedTask;

    /// <summary>Raised after each estimate.</summary>
    public event Action? Changed;

    /// <summary>The newest estimate; <see langword="null"/> before the first.</summary>
    public ClockEstimate? Estimate { get; private set; }

    /// <summary>
    /// Makes the round trips, one after the other; joins a measurement that is under way. There is no estimate if the circuit is
    /// lost meanwhile. The task is cancelled when the page is left; later failures are not reported.
    /// </summary>
    public Task MeasureAsync()
    {
        if (_measuring.IsCompleted)
            _measuring = MeasureIfConnectedAsync();
        return _measuring;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _module.DisposeAsync();

    private async Task MeasureIfConnectedAsync()
    {
        await JsReference.IfConnected(async () => await _module.UseAsync(MakeTripsAsync));
        _module.Left.ThrowIfCancellationRequested();
    }

    private async Task MakeTripsAsync(IJSObjectReference module)
    {
        var trips = new List<(double, double, double)>();
        for (int i = 0; i < RoundTrips; i++)
        {
            double sent = UnixTime.Of(clock.GetUtcNow());
            double browser = await module.InvokeAsync<double>("now");
            _module.Left.ThrowIfCancellationRequested();
            trips.Add((sent, browser, UnixTime.Of(clock.GetUtcNow())));
        }

        Estimate = ClockEstimate.Of(trips);
        Changed?.Invoke();
    }
}
