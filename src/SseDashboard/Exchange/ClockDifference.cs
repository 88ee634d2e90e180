using Microsoft.JSInterop;
using SseDashboard.Display;
using SseDashboard.Interop;

namespace SseDashboard.Exchange;

/// <summary>How far the browser's clock is from the server's.</summary>
/// <param name="Difference">Browser minus server, in ms.</param>
/// <param name="Uncertainty">By how much the difference may be wrong either way, in ms: half of the shortest round trip.</param>
/// <param name="RoundTrips">From how many round trips it was taken.</param>
public readonly record struct ClockEstimate(double Difference, double Uncertainty, int RoundTrips)
{
    /// <summary>
    /// The estimate from round trips, as in NTP (RFC 5905, section 8): the browser's time is compared with the middle of each;
    /// the shortest one leaves the least room for error.
    /// </summary>
    /// <param name="trips">The server's time before, the browser's time, the server's time after; each in ms since 1970.</param>
    public static ClockEstimate Of(IReadOnlyCollection<(double Sent, double Browser, double Received)> trips)
    {
        var (sent, browser, received) = trips.MinBy(trip => trip.Received - trip.Sent);
        return new(browser - ((sent + received) / 2), (received - sent) / 2, trips.Count);
    }
}

/// <summary>Measures the difference of the clocks over the circuit.</summary>
/// <param name="js">The circuit's JavaScript.</param>
/// <param name="clock">The server's clock, the one that stamps the wire.</param>
public sealed class ClockDifference(IJSRuntime js, TimeProvider clock) : IAsyncDisposable
{
    // The first trips are slow, as everything is the first time; of a dozen at least one meets no other traffic.
    private const int RoundTrips = 12;

    private readonly CancellationTokenSource _left = new();
    private IJSObjectReference? _module;
    private Task _measuring = Task.CompletedTask;

    /// <summary>Raised when there is a new estimate.</summary>
    public event Action? Changed;

    /// <summary>The newest estimate; none before the first.</summary>
    public ClockEstimate? Estimate { get; private set; }

    /// <summary>
    /// Makes the round trips, one after the other. If the circuit goes meanwhile, there is no estimate. If the page is left, it
    /// ends without one, and what may still fail is told to nobody.
    /// </summary>
    public Task MeasureAsync()
    {
        if (_left.IsCancellationRequested)
            return Task.CompletedTask;
        if (_measuring.IsCompleted)
            _measuring = JsReference.IfConnected(MakeTripsAsync).AsTask();
        return _measuring.WaitAsync(_left.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // At once, not as CancelAsync does it: nobody is told of what fails from here on.
        _left.Cancel();
        await JsReference.IfConnected(async () =>
        {
            await _measuring.Settled();
            if (_module is not null)
                await _module.DisposeAsync();
        });
    }

    private async ValueTask MakeTripsAsync()
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/protocol/clock.js");
        var trips = new List<(double, double, double)>();
        for (int i = 0; i < RoundTrips && !_left.IsCancellationRequested; i++)
        {
            double sent = UnixTime.Of(clock.GetUtcNow());
            double browser = await _module.InvokeAsync<double>("now");
            trips.Add((sent, browser, UnixTime.Of(clock.GetUtcNow())));
        }

        if (_left.IsCancellationRequested)
            return;
        Estimate = ClockEstimate.Of(trips);
        Changed?.Invoke();
    }
}
