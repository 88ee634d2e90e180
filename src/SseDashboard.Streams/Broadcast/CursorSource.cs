namespace SseDashboard.Streams;

/// <summary>A subscriber's cursor in a broadcast: everything between it and the head is still to be written.</summary>
/// <param name="channel">The broadcast.</param>
/// <param name="lastEventId">The last event that the client received; none to start with the next event.</param>
internal sealed class CursorSource(BroadcastChannel channel, string? lastEventId) : FrameSource
{
    private StreamConnection? _connection;
    private PumpShare? _share;
    private EventFrame? _first;
    private long _cursor;
    private volatile bool _left;

    /// <inheritdoc/>
    public override string LastEventId => channel.IdOf(Volatile.Read(ref _cursor));

    /// <inheritdoc/>
    public override long? Lag => channel.Head - Volatile.Read(ref _cursor);

    /// <summary>Whether the stream has ended, so that the pump can remove the subscriber.</summary>
    public bool HasLeft => _left;

    /// <inheritdoc/>
    public override void Attach(StreamConnection connection)
    {
        _connection = connection;
        // excerpt: join-broadcast
        long head = channel.Head;
        if (lastEventId is null)
        {
            _cursor = head;
            // A client that is disconnected before its first event needs an id to resume from. An id without data is kept by the
            // client but not dispatched (HTML Living Standard, section 9.2.6).
            _first = EventFrame.Of(new() { Id = channel.IdOf(head) });
        }
        else if (BroadcastId.TryParse(lastEventId, out var id) && id.Epoch == channel.Epoch && id.Sequence <= head)
        {
            _cursor = id.Sequence;
        }
        else
        {
            // An id of another history: the number of missed events is unknown, and all of this history is new to the client.
            _cursor = channel.Oldest - 1;
            _first = Gap(null, GapReason.Restart);
        }
        // end excerpt

        _share = channel.Join(this);
    }

    /// <summary>
    /// Writes the new events, if there are any. The head is read at the subscriber's turn, so that it includes events published
    /// during the round, but only once per turn: a publisher that does not pause must not starve the other subscribers.
    /// </summary>
    public void Pump(PumpTurn turn)
    {
        turn.UpTo = channel.Head;
        if (Volatile.Read(ref _cursor) < turn.UpTo)
            _connection!.Write(turn);
    }

    /// <inheritdoc/>
    public override bool Write(StreamConnection connection)
    {
        bool wrote = false;
        if (_first is { } first)
        {
            connection.Put(first);
            _first = null;
            wrote = true;
        }

        var turn = connection.Turn as PumpTurn;
        long head = turn?.UpTo ?? channel.Head;
        while (_cursor < head)
        {
            int events = connection.IsWatched ? PutFrames(connection, head) : PutBytes(connection, head, turn);
            if (events > 0)
            {
                Volatile.Write(ref _cursor, _cursor + events);
                return true;
            }

            // The next event has fallen out of the history.
            long missed = channel.Oldest - 1 - _cursor;
            // It is there now: read again.
            if (missed <= 0)
                continue;
            Volatile.Write(ref _cursor, _cursor + missed);
            connection.Put(Gap(missed, GapReason.History));
            wrote = true;
        }

        return wrote;
    }

    /// <inheritdoc/>
    public override void Detach()
    {
        _left = true;
        channel.Leave();
        _share!.Wake();
    }

    // Several events at once: from the turn's block if they are short, or else copied from the history.
    private int PutBytes(StreamConnection connection, long head, PumpTurn? turn)
    {
        if (turn?.Copy(channel.History, _cursor) is { IsEmpty: false } shared)
        {
            connection.PutShared(shared, (int)(turn.UpTo - _cursor));
            return (int)(turn.UpTo - _cursor);
        }

        int events = channel.History.CopyTo(connection.Body, _cursor, head, StreamConnection.MaxBytesPerFlush, out int bytes);
        connection.Count(events, bytes);
        return events;
    }

    // One by one, because the watcher gets a record of each, but flushed together.
    private int PutFrames(StreamConnection connection, long head)
    {
        long next = _cursor + 1;
        for (int bytes = 0; next <= head && bytes < StreamConnection.MaxBytesPerFlush && channel.FrameOf(next) is { } frame; next++)
        {
            connection.Put(frame);
            bytes += frame.Bytes.Length;
        }

        return (int)(next - _cursor - 1);
    }

    // Its id is that of the last missed event, so that a client that is disconnected right after it resumes behind the gap
    // instead of getting it again.
    private EventFrame Gap(long? missed, GapReason reason)
    {
        channel.CountGap(missed);
        return EventFrame.Of(new GapNotice(missed, reason, channel.IdOf(_cursor)).ToEvent());
    }
}
