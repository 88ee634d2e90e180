using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace SseDashboard.Streams;

/// <summary>How a stream is written and flushed.</summary>
internal sealed partial class StreamConnection
{
    private WriteGate _gate;
    private bool _opened;
    private volatile bool _heartbeatDue;
    private ValueTaskAwaiter<FlushResult> _flush;
    private Action? _goOn;

    // What goes out with the next flush, behind all that was put into the response before.
    private ReadOnlyMemory<byte> _last;

    // Called with the gate taken. Leaves it, keeps it for a pending flush, or keeps it for good after the end.
    private void Run(PumpTurn? turn)
    {
        try
        {
            int flushes = 0;
            do
            {
                while (PutReady(turn))
                {
                    if (!TryFlush(turn))
                        return;
                    if (turn is null && ++flushes == MostFlushes)
                    {
                        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                        return;
                    }
                }

                if (_end != (int)StreamEnd.None)
                {
                    Finish();
                    return;
                }
            }
            while (!_gate.TryLeave());
        }
        catch (Exception error)
        {
            Fail(error);
            Finish();
        }
    }

    private bool PutReady(PumpTurn? turn)
    {
        if (_end != (int)StreamEnd.None)
            return false;
        if (!_opened)
        {
            if (_life.Retry is { } retry)
                Put(retry);
            return true;
        }

        if (_source.Write(this, turn))
            return true;
        if (!_heartbeatDue || _end != (int)StreamEnd.None)
            return false;
        Put(HeartbeatFrame);
        return true;
    }

    private bool TryFlush(PumpTurn? turn)
    {
        _heartbeatDue = false;
        _lastWrite = _life.Clock.GetTimestamp();
#pragma warning disable CA2012 // The result is taken once, in Flushed: at once or, through the field, when the client has read.
        _flush = (_last.IsEmpty ? _body.FlushAsync() : _body.WriteAsync(_last)).GetAwaiter();
#pragma warning restore CA2012
        if (!_flush.IsCompleted)
        {
            if (!_last.IsEmpty)
                turn!.GiveAway();
            _waitingSince = _lastWrite;
            _flush.UnsafeOnCompleted(_goOn ??= GoOn);
            return false;
        }

        Flushed();
        return true;
    }

    private void Count(int events, int bytes)
    {
        _events += events;
        _bytes += bytes;
    }

    private void GoOn()
    {
        try
        {
            _waitingSince = 0;
            Flushed();
        }
        catch (Exception error)
        {
            Fail(error);
        }

        Run(null);
    }

    private void Flushed()
    {
        if (_life.Metrics.TimesFlushes)
            _life.Metrics.Flushed(_life.Clock.GetElapsedTime(_lastWrite));
        var result = _flush.GetResult();
        _flush = default;
        _last = default;
        if (!_opened)
        {
            _opened = true;
            _tap?.Opened(_context.Response, _source.Lag);
        }

        if (result.IsCompleted)
            End(StreamEnd.ClientLeft);
        else if (!_cut)
            _tap?.Flushed();
    }
}
