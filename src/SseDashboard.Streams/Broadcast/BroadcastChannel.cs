using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>
/// One source of events for any number of subscribers: a ring of the last events, and a cursor for each subscriber. An event
/// is encoded once. There is no queue for a subscriber, so a slow one costs nobody anything: if its cursor falls out of the
/// ring, it is told how many it missed.
/// </summary>
public sealed class BroadcastChannel
{
    /// <summary>The event type with which a channel tells a client that events are missing; nothing else may be published under it.</summary>
    public const string GapType = "gap";

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
    /// <param name="registry">Where its subscribers' streams are admitted and listed; its options bound the history.</param>
    /// <param name="pumps">The threads that write to the subscribers.</param>
    /// <param name="epoch">
    /// What sets this history apart from any other of the same name, for instance from the one before a restart; random
    /// unless a history is continued. It must not be empty and must be fit for an event id.
    /// </param>
    public BroadcastChannel(string name, ConnectionRegistry registry, BroadcastPumps pumps, string? epoch = null)
    {
        Name = name;
        Registry = registry;
        _options = registry.Options;
        Epoch = epoch ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        _ = new ServerSentEvent { Id = Epoch };
        ArgumentException.ThrowIfNullOrEmpty(Epoch, nameof(epoch));
        _idPrefix = Encoding.UTF8.GetBytes($"id: {Epoch}-");
        History = new(_options.History, _options.HistoryBytes);
        _shares = pumps.ShareOut();
    }

    /// <summary>The channel's name.</summary>
    public string Name { get; }

    /// <summary>The first part of every id: it changes when the history begins anew.</summary>
    public string Epoch { get; }

    /// <summary>The sequence number of the last event published; 0 before the first.</summary>
    public long Head => History.Head;

    /// <summary>The sequence number of the oldest event that can still be replayed.</summary>
    public long Oldest => History.Oldest;

    /// <summary>How many listen now.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>How many <c>gap</c> events were sent.</summary>
    public long Gaps => Interlocked.Read(ref _gaps);

    /// <summary>How many of the gaps are of a size that nobody knows: a client resumed from before the history began.</summary>
    public long GapsOfUnknownSize => Interlocked.Read(ref _unknownGaps);

    /// <summary>How many events subscribers missed and were told of, where the number is known.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>The last events.</summary>
    internal HistoryRing History { get; }

    /// <summary>The registry of its subscribers' streams.</summary>
    internal ConnectionRegistry Registry { get; }

    /// <summary>Publishes an event: gives it the next id, encodes it once and wakes the subscribers.</summary>
    /// <returns>The id that it was given.</returns>
    /// <exception cref="ArgumentException">
    /// The event has an id of its own, though ids are assigned here, or the type <see cref="GapType"/>.
    /// </exception>
    /// <exception cref="EventTooLargeException">It takes more than <see cref="StreamOptions.LargestEvent"/> bytes.</exception>
    // Asynchronous although it never waits here: a replicated log assigns the id when it has accepted the event.
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

    /// <summary>Publishes several events in a row, with nothing of another publisher between them.</summary>
    /// <returns>The id of the last; the others precede it by one each. Empty if there are no events.</returns>
    /// <exception cref="ArgumentException">
    /// One of them has an id of its own or the type <see cref="GapType"/>; those before it are published.
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

    /// <summary>The id of an event, <c>epoch-sequence</c>.</summary>
    internal string IdOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{sequence}");

    /// <summary>The event with that number and its id, unless it has fallen out of the history.</summary>
    internal EventFrame? FrameOf(long sequence)
    {
        var bytes = new ArrayBufferWriter<byte>();
        return History.CopyTo(bytes, sequence - 1, sequence, most: 0, out _) > 0
            ? EventFrame.OfBytes(IdOf(sequence), bytes.WrittenSpan.ToArray())
            : null;
    }

    /// <summary>Gives a subscriber to the pump that has the next turn.</summary>
    internal PumpShare Join(CursorSource subscriber)
    {
        Interlocked.Increment(ref _subscribers);
        var share = _shares[(uint)Interlocked.Increment(ref _joined) % _shares.Length];
        share.Join(subscriber);
        return share;
    }

    /// <summary>A subscriber has left.</summary>
    internal void Leave() => Interlocked.Decrement(ref _subscribers);

    /// <summary>Counts a gap that a subscriber was told of.</summary>
    internal void CountGap(long? missed)
    {
        Interlocked.Increment(ref _gaps);
        if (missed is { } known)
            Interlocked.Add(ref _missed, known);
        else
            Interlocked.Increment(ref _unknownGaps);
        Registry.Metrics.ToldOfGap(missed);
    }

    private long Append(ServerSentEvent @event)
    {
        if (@event.Id is not null)
            throw new ArgumentException("A broadcast assigns the ids. Publish the event without one.", nameof(@event));
        if (@event.Type == GapType)
            throw new ArgumentException($"The type '{GapType}' announces missed events. Choose another type.", nameof(@event));
        lock (_publishing)
        {
            long sequence = History.Head + 1;
            var lines = new Utf8Lines(_scratch);
            try
            {
                lines.Line(_idPrefix, sequence);
                FrameEncoder.Fields(ref lines, @event);
                var frame = lines.End();
                if (frame.Length > _options.LargestEvent)
                    throw new EventTooLargeException(frame.Length, _options.LargestEvent);
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
