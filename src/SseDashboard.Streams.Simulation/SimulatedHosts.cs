namespace SseDashboard.Streams;

/// <summary>
/// Two hosts, A and B, that share one broadcast. The hosts, their streams and ids are real; the two servers that keep the log, a
/// primary on A's side of the network and a replica on B's, are simulated in this process. Shows what clients get when a failover
/// loses events, without Redis.
/// </summary>
public sealed class SimulatedHosts
{
    private readonly Lock _lock = new();
    private readonly int _maxBytes;
    private readonly SimulatedLog[] _logs;
    private int _primary;
    private bool _isCut;

    /// <summary>Creates both hosts, and an empty log.</summary>
    /// <param name="services">The services of <c>AddServerSentEvents</c>.</param>
    /// <param name="channel">The channel's name.</param>
    /// <param name="maxEvents">The most events that each host and server keeps, from 1.</param>
    /// <param name="maxBytes">The most bytes of events that each host and server keeps; a larger event is refused.</param>
    public SimulatedHosts(IServiceProvider services, string channel, int maxEvents, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        _maxBytes = maxBytes;
        var registry = services.GetRequiredService<ConnectionRegistry>();
        var pumps = services.GetRequiredService<BroadcastPumps>();
        var primary = new SimulatedServer(maxEvents, maxBytes);
        var replica = new SimulatedServer(maxEvents, maxBytes);
        replica.Copy(primary);
        A = new(channel, registry, pumps, new Logs(this, primary));
        B = new(channel, registry, pumps, new Logs(this, replica));
        _logs = [(SimulatedLog)A.Log, (SimulatedLog)B.Log];
        foreach (var log in _logs)
            log.CatchUp(primary);
    }

    /// <summary>The channel on host A.</summary>
    public BroadcastChannel A { get; }

    /// <summary>The channel on host B.</summary>
    public BroadcastChannel B { get; }

    /// <summary>The channel on the host that is on the primary's side of the network.</summary>
    public BroadcastChannel AtPrimary
    {
        get
        {
            lock (_lock)
                return _primary == 0 ? A : B;
        }
    }

    /// <summary>Whether the network between the two sides is cut.</summary>
    public bool IsCut
    {
        get
        {
            lock (_lock)
                return _isCut;
        }
    }

    /// <summary>
    /// Cuts the network between the two sides until the next failover. The replica gets no more events, nor does the host on its
    /// side, which cannot publish either.
    /// </summary>
    public void Cut()
    {
        lock (_lock)
            _isCut = true;
    }

    /// <summary>
    /// Promotes the replica. The network is whole again, both hosts follow the new primary, and the old one becomes its replica.
    /// </summary>
    public SimulatedFailover FailOver()
    {
        SimulatedFailover failover;
        lock (_lock)
        {
            var old = _logs[_primary].Server;
            _primary = 1 - _primary;
            var primary = _logs[_primary].Server;
            failover = new(old.IdsAfter(primary.History.Head), primary.History.IdOf(primary.History.Head));
            primary.Promote();
            old.Copy(primary);
            _isCut = false;
            foreach (var log in _logs)
            {
                log.CatchUp(primary);
                log.Answer();
            }
        }

        Wake();
        return failover;
    }

    /// <summary>Appends events in one go. If one is refused, those before it are appended.</summary>
    /// <param name="publisher">The log on the publishing host.</param>
    /// <param name="events">The events.</param>
    /// <param name="appended">Called with the id of each.</param>
    internal void Append(SimulatedLog publisher, IEnumerable<ServerSentEvent> events, Action<string> appended)
    {
        try
        {
            lock (_lock)
            {
                var near = _logs[_primary];
                if (_isCut && publisher != near)
                {
                    throw new BroadcastUnavailableException(
                        "The network between this host and the log's primary is cut. Publish again after the failover.", publisher.Options.RetryAfter);
                }

                foreach (var @event in events)
                {
                    var frame = near.Server.Append(@event, Math.Min(publisher.Options.MaxEventBytes, _maxBytes));
                    near.Receive(near.Server, frame);
                    if (!_isCut)
                    {
                        var far = _logs[1 - _primary];
                        far.Server.Follow(near.Server, frame);
                        far.Receive(near.Server, frame);
                    }

                    appended(frame.Id!);
                }
            }
        }
        finally
        {
            Wake();
        }
    }

    internal void AnswerIfReachable(SimulatedLog log)
    {
        lock (_lock)
        {
            if (!_isCut || log == _logs[_primary])
                log.Answer();
        }
    }

    private void Wake()
    {
        foreach (var log in _logs)
            log.Wake();
    }

    private sealed class Logs(SimulatedHosts hosts, SimulatedServer server) : ChannelLogs
    {
        public override ChannelLog Open(LogContext context) => new SimulatedLog(context, hosts, server);
    }
}

/// <summary>What a failover lost.</summary>
/// <param name="Lost">The ids of the events that the new primary does not have, oldest first.</param>
/// <param name="Left">The id of the last event that it has.</param>
public sealed record SimulatedFailover(IReadOnlyList<string> Lost, string Left);
