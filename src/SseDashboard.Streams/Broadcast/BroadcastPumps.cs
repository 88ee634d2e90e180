using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>
/// The few threads that write all broadcasts of this host (<see cref="StreamOptions.Pumps"/>). Each starts with its first
/// subscriber.
/// </summary>
public sealed class BroadcastPumps(IOptions<StreamOptions> options) : IDisposable
{
    private readonly BroadcastPump[] _pumps =
        [.. Enumerable.Range(0, options.Value.Pumps).Select(_ => new BroadcastPump())];

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        foreach (var pump in _pumps)
            pump.Stop();
    }

    internal PumpShare[] ShareOut() => [.. _pumps.Select(pump => new PumpShare(pump))];
}
