namespace SseDashboard.Streams;

/// <summary>
/// A named source of events for any number of subscribers: a log of the last events, and a cursor for each subscriber. An event
/// is encoded once. Subscribers have no queues, so a slow one costs the others nothing: if its cursor falls out of the history, it
/// gets one <c>gap</c> event (<see cref="GapNotice"/>) and continues with the oldest event kept. <see cref="BroadcastChannels"/>
/// opens channels.
/// </summary>
public sealed class BroadcastChannel
{
    /// <summary>
    /// The longest idempotency key, in characters: ample for a UUID or a hash, and short enough that
    /// <see cref="StreamOptions.MaxIdempotencyKeys"/> of them stay small.
    /// </summary>
    public const int MaxKeyLength = 128;

    private readonly PumpShare[] _shares;
    private int _subscribers;
    private int _joined;
    private long _gaps;
    private long _unknownGaps;
    private long _missed;

    /// <summary>Creates a channel.</summary>
    /// <param name="name">The channel's name.</param>
    /// <param name="registry">Admits and lists the subscribers' streams; its options bound the history.</param>
    /// <param name="pumps">The threads that write to the subscribers.</param>
    /// <param name="logs">Opens the channel's log.</param>
    internal BroadcastChannel(string name, ConnectionRegistry registry, BroadcastPumps pumps, ChannelLogs logs)
    {
        Name = name;
        Registry = registry;
        _shares = pumps.ShareOut();
        Log = logs.Open(new(name, registry.Options, registry.Metrics, Wake));
    }

    /// <summary>The channel's name.</summary>
    public string Name { get; }

    /// <summary>
    /// The first part of the next event's id, as far as this host knows; it differs from that of any earlier channel of the same
    /// name. Empty if several hosts share the log and this one, without subscribers, holds nothing of it.
    /// </summary>
    public string Epoch => Log.View?.Epoch ?? "";

    /// <summary>The sequence number of the last event that this host knows; 0 before the first.</summary>
    public long Head => Log.View?.Head ?? 0;

    /// <summary>The sequence number of the oldest event that this host can replay.</summary>
    public long Oldest => Log.View?.Oldest ?? 1;

    /// <summary>How many streams of this host listen now.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>How many <c>gap</c> events were sent to subscribers.</summary>
    public long Gaps => Interlocked.Read(ref _gaps);

    /// <summary>
    /// How many of the gaps are of unknown size: the client resumed from an id of another history, or from an event that was lost.
    /// </summary>
    public long GapsOfUnknownSize => Interlocked.Read(ref _unknownGaps);

    /// <summary>How many events were missed in the gaps of known size.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    internal ChannelLog Log { get; }

    internal ConnectionRegistry Registry { get; }

    /// <summary>Publishes an event: assigns the next id, encodes it once and wakes the subscribers.</summary>
    /// <returns>The assigned id, <c>epoch-sequence</c> (<see cref="BroadcastId"/>).</returns>
    /// <exception cref="ArgumentException">
    /// The event has an id, though the channel assigns ids, or the reserved type <see cref="GapNotice.EventType"/>.
    /// </exception>
    /// <exception cref="EventTooLargeException">The event takes more than <see cref="StreamOptions.MaxEventBytes"/> bytes.</exception>
    /// <exception cref="BroadcastUnavailableException">The log is shared by several hosts, and its server did not accept the event.</exception>
    public ValueTask<string> PublishAsync(ServerSentEvent @event, CancellationToken cancellationToken = default) =>
        PublishAsync(@event, null, cancellationToken);

    /// <summary>
    /// Publishes an event once, however often it is called with the same key: a repetition is answered with the first one's id.
    /// </summary>
    /// <param name="event">The event.</param>
    /// <param name="idempotencyKey">
    /// Identifies the publication; <see langword="null"/> for none. The channel remembers the last
    /// <see cref="StreamOptions.MaxIdempotencyKeys"/> keys.
    /// </param>
    /// <param name="cancellationToken">Stops waiting; the event may be published nevertheless.</param>
    /// <inheritdoc cref="PublishAsync(ServerSentEvent, CancellationToken)"/>
    public ValueTask<string> PublishAsync(ServerSentEvent @event, string? idempotencyKey, CancellationToken cancellationToken = default)
    {
        CheckKey(idempotencyKey);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<string>(cancellationToken)
            : Log.AppendAsync(@event, idempotencyKey, cancellationToken);
    }

    /// <summary>Publishes several events in a row, without events of other publishers between them.</summary>
    /// <returns>The id of the last; the others precede it by one each. Empty if there are no events.</returns>
    /// <exception cref="ArgumentException">
    /// One of them has an id or the type <see cref="GapNotice.EventType"/>; those before it are published.
    /// </exception>
    /// <exception cref="EventTooLargeException">One of them is too large; those before it are published.</exception>
    /// <exception cref="BroadcastUnavailableException">The log is shared by several hosts, and its server did not accept the events.</exception>
    public ValueTask<string> PublishAllAsync(
        IReadOnlyList<ServerSentEvent> events, CancellationToken cancellationToken = default) => PublishAllAsync(events, null, cancellationToken);

    /// <summary>Like the overload without a key, and once, however often it is called with the same key.</summary>
    /// <inheritdoc cref="PublishAllAsync(IReadOnlyList{ServerSentEvent}, CancellationToken)"/>
    public ValueTask<string> PublishAllAsync(
        IReadOnlyList<ServerSentEvent> events, string? idempotencyKey, CancellationToken cancellationToken = default)
    {
        CheckKey(idempotencyKey);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<string>(cancellationToken)
            : Log.AppendAllAsync(events, idempotencyKey, cancellationToken);
    }

    /// <summary>Assigns a subscriber to one of the pumps, in turn.</summary>
    internal PumpShare Join(CursorSource subscriber)
    {
        Interlocked.Increment(ref _subscribers);
        var share = _shares[(uint)Interlocked.Increment(ref _joined) % _shares.Length];
        share.Join(subscriber);
        return share;
    }

    internal void Leave()
    {
        Interlocked.Decrement(ref _subscribers);
        Log.Leave();
    }

    internal void CountGap(long? missed)
    {
        Interlocked.Increment(ref _gaps);
        if (missed is { } known)
            Interlocked.Add(ref _missed, known);
        else
            Interlocked.Increment(ref _unknownGaps);
        Registry.Metrics.GapSent(missed);
    }

    private void Wake()
    {
        foreach (var share in _shares)
            share.Wake();
    }

    private static void CheckKey(string? key)
    {
        if (key is { Length: 0 or > MaxKeyLength })
        {
            throw new ArgumentException(
                $"An idempotency key has 1 to {MaxKeyLength} characters, but this one has {key.Length}.", nameof(key));
        }
    }
}
