using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

// How connections begin: by the user, and by a browser that reconnects.
public sealed partial class InspectSession
{
    private void Start(ObservedRequest request, IReadOnlySet<string> before, bool hostReadsToo)
    {
        // What the host may still read for the connection before.
        _stop.Cancel();
        _stop.Dispose();
        _stop = new();
        var observation = Begin(request, _clock.GetUtcNow(), before);
        var stop = _stop.Token;
        ForgetHost();
        if (request.Way == ObservedWay.Host)
        {
            // Off the circuit's scheduler, which a fast stream would keep busy.
            _running = Task.Run(() => _relay(new(request.Url, request.Method, request.Headers, request.Body), observation, stop), CancellationToken.None);
            return;
        }

        _running = _browser!(observation, Reconnected, stop);
        if (hostReadsToo)
            LetHostRead(request);
    }

    // The browser reconnects by itself.
    private Observation Reconnected(ObservedRequest request, DateTimeOffset at)
    {
        var before = Connection!;
        before.Look();
        while (!Examine(before))
        {
            // What it has received is compared with what the next one receives.
        }

        before.Release();
        return Begin(request, at, before.Resumed.Ids);
    }

    private Observation Begin(ObservedRequest request, DateTimeOffset at, IReadOnlySet<string> before)
    {
        int number = (Connection?.Number ?? 0) + 1;
        var observation = new Observation(request, at, _bounds);
        _observation = observation;
        observation.Changed += _ticker.Touch;
        _connections.Add(new(number, observation, before));
        if (_connections.Count > MaxConnections)
        {
            _connections.RemoveAt(0);
            DroppedConnections++;
        }

        (Figures, Findings, _examined) = (new(observation.StartedAt), null, 0);
        Remember(observation);
        Rows.Start(observation);
        Assembled.Start(observation);
        _ticker.Start();
        return observation;
    }
}
