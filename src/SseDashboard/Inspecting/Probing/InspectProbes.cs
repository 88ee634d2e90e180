using System.Runtime.ExceptionServices;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Inspecting;

/// <summary>
/// Asks the questions of a session, one request for each, bounded in time and bytes. Call it on the circuit's scheduler only.
/// </summary>
public sealed class InspectProbes : IAsyncDisposable
{
    private readonly Func<RelayRequest, Observation, CancellationToken, Task> _relay;
    private readonly ObservingOptions _bounds;
    private readonly TimeProvider _clock;
    private readonly Func<ObservationSnapshot?> _seen;
    private readonly Action _started;
    private readonly Action _changed;
    private readonly Dictionary<Probe, ProbedConnection> _asked = [];
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Prepares the questions of a session.</summary>
    /// <param name="relay">Makes a request and observes it to its end.</param>
    /// <param name="bounds">The bounds of an observation.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="seen">The connection that the questions are about.</param>
    /// <param name="started">Called when a request begins.</param>
    /// <param name="changed">Called when a request has something new, on any thread.</param>
    internal InspectProbes(
        Func<RelayRequest, Observation, CancellationToken, Task> relay, ObservingOptions bounds, TimeProvider clock,
        Func<ObservationSnapshot?> seen, Action started, Action changed) =>
        (_relay, _bounds, _clock, _seen, _started, _changed) = (relay, bounds, clock, seen, started, changed);

    /// <summary>What was asked, at most once for each question: asking again replaces the answer.</summary>
    public IReadOnlyCollection<ProbedConnection> Asked => _asked.Values;

    /// <summary>Whether a request is open.</summary>
    public bool IsRunning => _asked.Values.Any(IsOpen);

    /// <summary>Grows with each change.</summary>
    internal long Version => _asked.Values.Sum(probed => probed.Observation.Snapshot().Version + 1);

    /// <summary>Whether the request of this question is open.</summary>
    public bool IsAsking(Probe probe) => _asked.TryGetValue(probe, out var probed) && IsOpen(probed);

    /// <summary>Why a question cannot be asked now, as a sentence; <see langword="null"/> if it can.</summary>
    public string? WhyNot(Probe probe) => ProbeRequests.WhyNot(probe, _seen());

    /// <summary>Asks a question. Does nothing if it cannot be asked, or while its request is open.</summary>
    public void Ask(Probe probe)
    {
        if (WhyNot(probe) is not null || IsAsking(probe))
            return;
        var request = ProbeRequests.Of(probe, _seen()!);
        var observation = new Observation(new(request.Url, request.Method, request.Headers, request.Body, ObservedWay.Host), _clock.GetUtcNow(), _bounds);
        _asked[probe] = new(probe, observation);
        var stop = _stop.Token;
        // Off the circuit's scheduler, which a fast stream would keep busy.
        _running = Task.WhenAll(_running, Task.Run(() => AskAsync(request, observation, stop), CancellationToken.None));
        _started();
    }

    /// <summary>Rethrows what made a request fail unexpectedly; a failure of the network is in its observation.</summary>
    internal void ThrowIfFaulted()
    {
        if (_running.IsFaulted)
            ExceptionDispatchInfo.Throw(_running.Exception.InnerException!);
    }

    /// <summary>Forgets the answers, for another stream.</summary>
    internal void Clear()
    {
        _stop.Cancel();
        _stop.Dispose();
        _stop = new();
        _asked.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AskAsync(RelayRequest request, Observation observation, CancellationToken stop)
    {
        using var enough = new CancellationTokenSource(_bounds.MaxProbeDuration, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, stop);
        observation.Changed += () =>
        {
            if (observation.Snapshot().Counts.Bytes >= _bounds.MaxProbeBytes)
                enough.Cancel();
            _changed();
        };
        await _relay(request, observation, either.Token);
    }

    private static bool IsOpen(ProbedConnection probed) => probed.Observation.Snapshot().End is null;
}
