namespace SseDashboard.Streams;

/// <summary>The log as one simulated host knows it. Used only under the lock of <see cref="SimulatedHosts"/>, except where noted.</summary>
/// <param name="context">The channel and its bounds.</param>
/// <param name="hosts">Both hosts, which have the servers.</param>
/// <param name="server">The server on this host's side of the network.</param>
internal sealed class SimulatedLog(LogContext context, SimulatedHosts hosts, SimulatedServer server) : ChannelLog(context)
{
    private long _asked;
    private long _answered;

    /// <inheritdoc/>
    public override bool IsShared => true;

    /// <inheritdoc/>
    public override long Answered => Interlocked.Read(ref _answered);

    /// <summary>The server on this host's side of the network.</summary>
    public SimulatedServer Server => server;

    /// <summary>The bounds, which also apply to this log's own events.</summary>
    public StreamOptions Options => Context.Options;

    /// <inheritdoc/>
    public override ValueTask<string> AppendAsync(ServerSentEvent @event, string? key, CancellationToken cancellationToken) =>
        AppendAllAsync([@event], key, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<string> AppendAllAsync(IReadOnlyList<ServerSentEvent> events, string? key, CancellationToken cancellationToken)
    {
        if (key is not null)
            throw new NotSupportedException("A simulated log does not remember idempotency keys. Publish without one.");
        string last = "";
        hosts.Append(this, Checked(events), id =>
        {
            last = id;
            Context.Metrics.Published(1);
        });
        return new(last);
    }

    /// <inheritdoc/>
    public override long Ask()
    {
        long request = Interlocked.Increment(ref _asked);
        hosts.AnswerIfReachable(this);
        return request;
    }

    /// <summary>Adds an event that the primary has appended.</summary>
    public void Receive(SimulatedServer primary, EventFrame frame)
    {
        if (View!.Epoch == primary.History.Epoch)
            View.Ring.Add(frame.Bytes.Span);
        else
            CatchUp(primary);
    }

    /// <summary>Reads the primary anew.</summary>
    public void CatchUp(SimulatedServer primary) => Show(primary.CopyRing(primary.History), primary.History.Epochs);

    /// <summary>Notes that the view has everything that the primary has.</summary>
    public void Answer() => Interlocked.Exchange(ref _answered, Interlocked.Read(ref _asked));

    /// <summary>Wakes the subscribers. Any thread may do so.</summary>
    public void Wake() => Context.Changed();

    // Each in its turn, so that those before a wrong one are appended.
    private static IEnumerable<ServerSentEvent> Checked(IReadOnlyList<ServerSentEvent> events)
    {
        foreach (var @event in events)
        {
            Check(@event);
            yield return @event;
        }
    }
}
