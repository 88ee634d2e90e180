using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>
/// A named source of events for any number of subscribers: a ring of the last events, and a cursor for each subscriber. An event
/// is encoded once. Subscribers have no queues, so a slow one costs the others nothing: if its cursor falls out of the ring, it
/// gets one <c>gap</c> event (<see cref="GapNotice"/>) and continues with the oldest event kept. <see cref="BroadcastChannels"/>
/// opens channels.
/// </summary>
public sealed class BroadcastChannel
{
    private readonly Lock _publishing = new();
    private readonly byte[] _scratch = new byte[1_024];
    private readonly byte[] _idPrefix;
    private readonly StreamOptions _options;
    private readonly PumpShare[] _shares;
    private int _subscribers;
    private int _joined;
    private long _gaps;
    private long _unknownGaps;
    private long _missed;

    /// <summary>Creates a channel with an empty history.</summary>
    /// <param name="name">The channel's name.</param>
    /// <param name="registry">Admits and lists the subscribers' streams; its options bound the history.</param>
    /// <param name="pumps">The threads that write to the subscribers.</param>
    /// <param name="epoch">
    /// Distinguishes this history from any other of the same name, such as the one before a restart; random by default. It must
    /// be neither empty nor unfit for an event id.
    /// </param>
    internal BroadcastChannel(string name, ConnectionRegistry registry, BroadcastPumps pumps, string? epoch = null)
    {
        Name = name;
        Registry = registry;
        _options = registry.Options;
        Epoch = epoch ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        _ = new ServerSentEvent { Id = Epoch };
        ArgumentException.ThrowIfNullOrEmpty(Epoch, nameof(epoch));
        _idPrefix = Encoding.UTF8.GetBytes($"id: {Epoch}-");
        History = new(_options.MaxHistoryEvents, _options.MaxHistoryBytes);
        _shares = pumps.ShareOut();
    }

    /// <summary>The channel's name.</summary>
    public string Name { get; }

    /// <summary>The first part of every id; it differs from that of any earlier channel of the same name.</summary>
    public string Epoch { get; }

    /// <summary>The sequence number of the last event published; 0 before the first.</summary>
    public long Head => History.Head;

    /// <summary>The sequence number of the oldest event that can be replayed.</summary>
    public long Oldest => History.Oldest;

    /// <summary>How many streams listen now.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>How many <c>gap</c> events were sent to subscribers.</summary>
    public long Gaps => Interlocked.Read(ref _gaps);

    /// <summary>How many of the gaps are of unknown size: the client resumed from an id of another history.</summary>
    public long GapsOfUnknownSize => Interlocked.Read(ref _unknownGaps);

    /// <summary>How many events were missed in the gaps of known size.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    internal HistoryRing History { get; }

    internal ConnectionRegistry Registry { get; }

    /// <summary>Publishes an event: assigns the next id, encodes it once and wakes the subscribers.</summary>
    /// <returns>The assigned id, <c>epoch-sequence</c> (<see cref="BroadcastId"/>).</returns>
    /// <exception cref="ArgumentException">
    /// The event has an id, though the channel assigns ids, or the reserved type <see cref="GapNotice.EventType"/>.
    /// </exception>
    /// <exception cref="EventTooLargeException">The event takes more than <see cref="StreamOptions.MaxEventBytes"/> bytes.</exception>
    // Asynchronous although it completes synchronously: a log shared by several hosts assigns the id only when it accepts the event.
    public ValueTask<string> PublishAsync(ServerSentEvent @event, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<string>(cancellationToken);
        long sequence = Append(@event);
        Registry.Metrics.Published(1);
        foreach (var share in _shares)
            share.Wake();
        return new(IdOf(sequence));
    }

    /// <summary>Publishes several events in a row, without events of other publishers between them.</summary>
    /// <returns>The id of the last; the others precede it by one each. Empty if there are no events.</returns>
    /// <exception cref="ArgumentException">
    /// One of them has an id or the type <see cref="GapNotice.EventType"/>; those before it are published.
    /// </exception>
    /// <exception cref="EventTooLargeException">One of them is too large; those before it are published.</exception>
    public ValueTask<string> PublishAllAsync(
        IReadOnlyList<ServerSentEvent> events, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<string>(cancellationToken);
        long sequence = 0;
        int published = 0;
        try
        {
            lock (_publishing)
            {
                for (; published < events.Count; published++)
                    sequence = Append(events[published]);
            }
        }
        finally
        {
            Registry.Metrics.Published(published);
            foreach (var share in _shares)
                share.Wake();
        }

        return new(sequence == 0 ? "" : IdOf(sequence));
    }

    internal string IdOf(long sequence) => new BroadcastId(Epoch, sequence).ToString();

    /// <summary>The event with that sequence number; none if it has fallen out of the history.</summary>
    internal EventFrame? FrameOf(long sequence)
    {
        var bytes = new ArrayBufferWriter<byte>();
        return History.CopyTo(bytes, sequence - 1, sequence, max: 0, out _) > 0
            ? EventFrame.OfBytes(bytes.WrittenSpan.ToArray(), events: 1, IdOf(sequence))
            : null;
    }

    /// <summary>Assigns a subscriber to one of the pumps, in turn.</summary>
    internal PumpShare Join(CursorSource subscriber)
    {
        Interlocked.Increment(ref _subscribers);
        var share = _shares[(uint)Interlocked.Increment(ref _joined) % _shares.Length];
        share.Join(subscriber);
        return share;
    }

    internal void Leave() => Interlocked.Decrement(ref _subscribers);

    internal void CountGap(long? missed)
    {
        Interlocked.Increment(ref _gaps);
        if (missed is { } known)
            Interlocked.Add(ref _missed, known);
        else
            Interlocked.Increment(ref _unknownGaps);
        Registry.Metrics.GapSent(missed);
    }

    private long Append(ServerSentEvent @event)
    {
        if (@event.Id is not null)
            throw new ArgumentException("The channel assigns ids. Publish the event without one.", nameof(@event));
        if (@event.Type == GapNotice.EventType)
            throw new ArgumentException($"The type '{GapNotice.EventType}' is reserved for announcing missed events. Choose another type.", nameof(@event));
        lock (_publishing)
        {
            long sequence = History.Head + 1;
            var lines = new Utf8Lines(_scratch);
            try
            {
                lines.Line(_idPrefix, sequence);
                FrameEncoder.Fields(ref lines, @event);
                var frame = lines.End();
                if (frame.Length > _options.MaxEventBytes)
                    throw new EventTooLargeException(frame.Length, _options.MaxEventBytes);
                History.Add(frame);
            }
            finally
            {
                lines.Dispose();
            }

            return sequence;
        }
    }
}
