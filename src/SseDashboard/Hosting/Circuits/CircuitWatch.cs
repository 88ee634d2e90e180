using Microsoft.AspNetCore.Components.Server.Circuits;

namespace SseDashboard.Hosting.Circuits;

/// <summary>Counts a circuit while it is disconnected. Each circuit has its own instance.</summary>
internal sealed class CircuitWatch(CircuitPlaces places) : CircuitHandler
{
    private bool _isDisconnected;

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Mark(true);

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Mark(false);

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken) => Mark(false);

    // A circuit never calls its handlers concurrently.
    private Task Mark(bool isDisconnected)
    {
        if (_isDisconnected != isDisconnected)
            places.CountDisconnected(isDisconnected ? 1 : -1);
        _isDisconnected = isDisconnected;
        return Task.CompletedTask;
    }
}
