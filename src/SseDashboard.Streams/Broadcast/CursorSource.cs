namespace SseDashboard.Streams;

/// <summary>A subscriber's cursor in a broadcast: everything between it and the head is still to be written.</summary>
/// <param name="channel">The broadcast.</param>
/// <param name="lastEventId">The last event that the client received; none to start with the next event.</param>
internal sealed class CursorSource(BroadcastChannel channel, string? lastEventId) : FrameSource
{
    private StreamConnection? _connection;
    private PumpShare? _share;
    private EventFrame? _first;
    // Null until the cursor has its place: it may have to wait for a log that is shared by several hosts.
    private volatile HistoryView? _view;
    private long _cursor;
    private long _request;
    private volatile bool _left;

    /// <inheritdoc/>
    public override string? LastEventId => _view?.IdOf(Volatile.Read(ref _cursor)) ?? lastEventId;

    /// <inheritdoc/>
    public override long? Lag => _view is null ? 0 : Math.Max(0, channel.Head - Volatile.Read(ref _cursor));

    /// <summary>Whether the stream has ended, so that the pump can remove the subscriber.</summary>
    public bool HasLeft => _left;

    /// <inheritdoc/>
    public override void Attach(StreamConnection connection)
    {
        _connection = connection;
        channel.Log.Join();
        _request = long.MaxValue;
        Place();
        if (_view is null)
            Volatile.Write(ref _request, channel.Log.Ask());
        _share = channel.Join(this);
    }

    /// <summary>
    /// Writes the new events, if there are any. The head is read at the subscriber's turn, so that it includes events published
    /// during the round, but only once per turn: a publisher that does not pause must not starve the other subscribers.
    /// </summary>
    public void Pump(PumpTurn turn)
    {
        turn.Begin(channel.Log.View);
        if (_view != turn.View || Volatile.Read(ref _cursor) < turn.UpTo)
            _connection!.Write(turn);
    }

    /// <inheritdoc/>
    public override bool Write(StreamConnection connection)
    {
        if (_view is null)
            Place();
        else if (channel.Log.View is { } newest && newest.Version > _view.Version)
            Move(newest);
        if (_view is not { } view)
            return false;

        bool wrote = false;
        if (_first is { } first)
        {
            connection.Put(first);
            _first = null;
            wrote = true;
        }

        // A turn with another view was begun before or after that view was replaced.
        var turn = connection.Turn as PumpTurn is { } begun && begun.View == view ? begun : null;
        long head = turn?.UpTo ?? view.Head;
        while (_cursor < head)
        {
            int events = connection.IsWatched ? PutFrames(connection, view, head) : PutBytes(connection, view, head, turn);
            if (events > 0)
            {
                Volatile.Write(ref _cursor, _cursor + events);
                return true;
            }

            // The next event has fallen out of the history.
            long missed = view.Oldest - 1 - _cursor;
            // It is there now: read again.
            if (missed <= 0)
                continue;
            Volatile.Write(ref _cursor, _cursor + missed);
            connection.Put(Gap(view, missed, GapReason.History));
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

    // excerpt: join-broadcast
    private void Place()
    {
        // In this order: a view read after the answer includes it.
        bool isUpToDate = !channel.Log.IsShared || channel.Log.Answered >= Volatile.Read(ref _request);
        if (channel.Log.View is not { } view)
            return;
        if (lastEventId is null)
        {
            _cursor = view.Head;
            // A client that is disconnected before its first event needs an id to resume from. An id without data is kept by the
            // client but not dispatched (HTML Living Standard, section 9.2.6).
            _first = EventFrame.Of(new() { Id = view.IdOf(_cursor) });
        }
        else if (BroadcastId.TryParse(lastEventId, out var id))
        {
            var (standing, sequence) = view.Locate(id);
            // Another host may have written that event already: only the log itself knows.
            if (standing is Standing.Ahead or Standing.Unknown && !isUpToDate)
                return;
            Resume(view, standing, sequence);
        }
        else
        {
            Resume(view, Standing.Unknown, 0);
        }

        _view = view;
    }

    private void Resume(HistoryView view, Standing standing, long sequence)
    {
        bool isLost = standing == Standing.Lost || (standing == Standing.Ahead && channel.Log.IsShared);
        // An id of another history: the number of missed events is unknown, and all of this history is new to the client.
        _cursor = standing == Standing.Within ? sequence
            : isLost ? Math.Min(sequence, view.Head)
            : view.Oldest - 1;
        if (standing != Standing.Within)
            _first = Gap(view, null, isLost ? GapReason.Lost : GapReason.Restart);
    }
    // end excerpt

    private void Move(HistoryView newest)
    {
        if (BroadcastId.TryParse(_view!.IdOf(_cursor), out var id))
        {
            var (standing, sequence) = newest.Locate(id);
            Resume(newest, standing, sequence);
        }

        _view = newest;
    }

    // Several events at once: from the turn's block if they are short, or else copied from the history.
    private int PutBytes(StreamConnection connection, HistoryView view, long head, PumpTurn? turn)
    {
        if (turn?.Copy(view.Ring, _cursor) is { IsEmpty: false } shared)
        {
            connection.PutShared(shared, (int)(turn.UpTo - _cursor));
            return (int)(turn.UpTo - _cursor);
        }

        int events = view.Ring.CopyTo(connection.Body, _cursor, head, StreamConnection.MaxBytesPerFlush, out int bytes);
        connection.Count(events, bytes);
        return events;
    }

    // One by one, because the watcher gets a record of each, but flushed together.
    private int PutFrames(StreamConnection connection, HistoryView view, long head)
    {
        long next = _cursor + 1;
        for (int bytes = 0; next <= head && bytes < StreamConnection.MaxBytesPerFlush && view.FrameOf(next) is { } frame; next++)
        {
            connection.Put(frame);
            bytes += frame.Bytes.Length;
        }

        return (int)(next - _cursor - 1);
    }

    // Its id is that of the last missed event, so that a client that is disconnected right after it resumes behind the gap
    // instead of getting it again.
    private EventFrame Gap(HistoryView view, long? missed, GapReason reason)
    {
        channel.CountGap(missed);
        return EventFrame.Of(new GapNotice(missed, reason, view.IdOf(_cursor)).ToEvent());
    }
}
