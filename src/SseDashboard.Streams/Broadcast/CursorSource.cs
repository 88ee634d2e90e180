namespace SseDashboard.Streams;

/// <summary>A subscriber's place in a broadcast: everything between its cursor and the head is still to be written.</summary>
/// <param name="channel">The broadcast.</param>
/// <param name="resume">The event that the client saw last; none to start live.</param>
internal sealed class CursorSource(BroadcastChannel channel, ResumePoint? resume) : FrameSource
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

    /// <summary>Whether the subscriber is gone, so that its pump can forget it.</summary>
    public bool HasLeft => _left;

    /// <inheritdoc/>
    public override void Attach(StreamConnection connection)
    {
        _connection = connection;
        long head = channel.Head;
        if (resume is not { } point)
        {
            _cursor = head;
            // Without an id a client that is cut off before its first event would resume nowhere and miss what came
            // meanwhile. An id alone is dispatched to nobody, but is kept (HTML Living Standard, section 9.2.6).
            _first = EventFrame.Of(new() { Id = channel.IdOf(head) });
        }
        else if (point.Epoch == channel.Epoch && point.Sequence <= head)
        {
            _cursor = point.Sequence;
        }
        else
        {
            // An id of another history: how many were missed there nobody knows. All of this history is new to the client.
            _cursor = channel.Oldest - 1;
            _first = Gap(null, "restart");
        }

        _share = channel.Join(this);
    }

    /// <summary>
    /// Writes what is ready, if there is anything. The head is read at the subscriber's turn, so that it gets what came during
    /// the round too, but not again in the turn: a publisher that does not pause must not keep the others waiting.
    /// </summary>
    public void Pump(PumpTurn turn)
    {
        turn.UpTo = channel.Head;
        if (Volatile.Read(ref _cursor) < turn.UpTo)
            _connection!.Write(turn);
    }

    /// <inheritdoc/>
    public override bool Write(StreamConnection connection, PumpTurn? turn)
    {
        bool wrote = false;
        if (_first is { } first)
        {
            connection.Put(first);
            _first = null;
            wrote = true;
        }

        long head = turn?.UpTo ?? channel.Head;
        while (_cursor < head)
        {
            int events = connection.IsWatched ? PutWatched(connection, head) : connection.Put(channel.History, _cursor, head, turn);
            if (events > 0)
            {
                Volatile.Write(ref _cursor, _cursor + events);
                return true;
            }

            // What comes next has fallen out of the history.
            long missed = channel.Oldest - 1 - _cursor;
            // Nothing is missed: it is there, and is read again.
            if (missed <= 0)
                continue;
            Volatile.Write(ref _cursor, _cursor + missed);
            connection.Put(Gap(missed, "history"));
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

    // One by one, since the watcher is told of each, but flushed together as for everybody else.
    private int PutWatched(StreamConnection connection, long head)
    {
        long next = _cursor + 1;
        for (int bytes = 0; next <= head && bytes < StreamConnection.MostBytes && channel.FrameOf(next) is { } frame; next++)
        {
            connection.Put(frame);
            bytes += frame.Bytes.Length;
        }

        return (int)(next - _cursor - 1);
    }

    // Its id is that of the last event missed, so that a client that is cut off right after it resumes behind the gap
    // instead of being told again.
    private EventFrame Gap(long? missed, string reason)
    {
        channel.CountGap(missed);
        string count = missed?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null";
        string id = channel.IdOf(_cursor);
        return EventFrame.Of(new()
        {
            Id = id,
            Type = BroadcastChannel.GapType,
            Data = $$"""{"missed":{{count}},"reason":"{{reason}}","resumedAfter":"{{id}}"}""",
        });
    }
}
