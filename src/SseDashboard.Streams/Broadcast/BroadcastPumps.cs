namespace SseDashboard.Streams;

/// <summary>
/// The threads that write all broadcasts of this host (<see cref="StreamOptions.BroadcastThreads"/>). Each starts with its first
/// subscriber.
/// </summary>
internal sealed class BroadcastPumps(int threads) : IDisposable
{
    private readonly BroadcastPump[] _pumps =
        [.. Enumerable.Range(0, threads).Select(_ => new BroadcastPump())];

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        foreach (var pump in _pumps)
            pump.Stop();
    }

    /// <summary>A share of a new channel's subscribers for each thread.</summary>
    public PumpShare[] ShareOut() => [.. _pumps.Select(pump => new PumpShare(pump))];
}
