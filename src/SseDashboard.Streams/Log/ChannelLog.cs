namespace SseDashboard.Streams;

/// <summary>
/// The log of one channel: it accepts events, assigns their ids, and keeps in <see cref="View"/> what this host holds of them,
/// from which subscribers are written. It lives in this host's memory or is shared by several hosts.
/// </summary>
/// <param name="context">The channel and its bounds.</param>
internal abstract class ChannelLog(LogContext context) : IDisposable
{
    private HistoryView? _view;
    private long _version;

    /// <summary>
    /// The events that this host holds. <see langword="null"/> while it holds none because it has not read the log yet, or has
    /// no subscribers.
    /// </summary>
    public HistoryView? View => Volatile.Read(ref _view);

    /// <summary>
    /// Whether other hosts write to the log too. Then it can be ahead of <see cref="View"/>, and can lose events with its server.
    /// </summary>
    public abstract bool IsShared { get; }

    /// <summary>The number of the last request of <see cref="Ask"/> that has been answered. Read it before <see cref="View"/>.</summary>
    public virtual long Answered => 0;

    /// <summary>The channel and its bounds.</summary>
    protected LogContext Context => context;

    /// <summary>Appends an event; see <see cref="BroadcastChannel.PublishAsync(ServerSentEvent, string, CancellationToken)"/>.</summary>
    /// <returns>The event's id.</returns>
    public abstract ValueTask<string> AppendAsync(ServerSentEvent @event, string? key, CancellationToken cancellationToken);

    /// <summary>Appends events without others between them; if one is refused, those before it are appended.</summary>
    /// <returns>The last event's id; empty if there are no events.</returns>
    public abstract ValueTask<string> AppendAllAsync(IReadOnlyList<ServerSentEvent> events, string? key, CancellationToken cancellationToken);

    /// <summary>Called for each new subscriber, before it looks at <see cref="View"/>.</summary>
    public virtual void Join()
    {
    }

    /// <summary>Called when a subscriber has left.</summary>
    public virtual void Leave()
    {
    }

    /// <summary>Requests that <see cref="View"/> catch up with everything in the log now. Returns at once.</summary>
    /// <returns>The request's number: answered when <see cref="Answered"/> has reached it.</returns>
    public virtual long Ask() => 0;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Refuses an event that no channel takes.</summary>
    protected static void Check(ServerSentEvent @event)
    {
        if (@event.Id is not null)
            throw new ArgumentException("The channel assigns ids. Publish the event without one.", nameof(@event));
        if (@event.Type == GapNotice.EventType)
            throw new ArgumentException($"The type '{GapNotice.EventType}' is reserved for announcing missed events. Choose another type.", nameof(@event));
    }

    /// <summary>Replaces the view. Subscribers move to it when they are next written to.</summary>
    protected HistoryView Show(HistoryRing ring, IReadOnlyList<EpochStart> epochs)
    {
        // Its successor may add to the same ring.
        _view?.Close();
        var view = new HistoryView(ring, epochs, ++_version);
        Volatile.Write(ref _view, view);
        return view;
    }

    /// <summary>Drops what this host holds. Only without subscribers.</summary>
    protected void Hide() => Volatile.Write(ref _view, null);
}

/// <summary>What a log knows of its channel.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Options">Bound the history, the events and the keys.</param>
/// <param name="Metrics">Counts the events published.</param>
/// <param name="Changed">To be called when the view has changed or a request is answered: wakes the subscribers.</param>
internal sealed record LogContext(string Channel, StreamOptions Options, StreamMetrics Metrics, Action Changed);

/// <summary>Opens the logs of channels.</summary>
internal abstract class ChannelLogs
{
    /// <summary>Why events cannot be published now, and what to do; <see langword="null"/> if nothing is known to be wrong.</summary>
    public virtual string? Trouble => null;

    /// <summary>Opens the log of a channel.</summary>
    public abstract ChannelLog Open(LogContext context);
}
