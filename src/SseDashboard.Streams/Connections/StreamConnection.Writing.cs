using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace SseDashboard.Streams;

/// <summary>Writing and flushing.</summary>
public sealed partial class StreamConnection
{
    private WriteGate _gate;
    private bool _opened;
    private volatile bool _heartbeatDue;
    private ValueTaskAwaiter<FlushResult> _flush;
    private Action? _continue;
    private ReadOnlyMemory<byte> _shared;

    /// <summary>The turn in which the source is asked to write; none on any other thread.</summary>
    internal WriteTurn? Turn { get; private set; }

    // Called with the gate taken. Leaves it, keeps it for a pending flush, or keeps it forever after the end.
    private void Run(WriteTurn? turn)
    {
        try
        {
            int flushes = 0;
            Turn = turn;
            do
            {
                while (PutReady())
                {
                    if (!TryFlush(turn))
                        return;
                    if (turn is null && ++flushes == MaxFlushesPerRun)
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

    private bool PutReady()
    {
        if (_end != (int)StreamEnd.None)
            return false;
        if (!_opened)
        {
            _tap?.Opening();
            if (_life.Retry is { } retry)
                Put(retry);
            return true;
        }

        if (_source.Write(this))
            return true;
        if (!_heartbeatDue || _end != (int)StreamEnd.None)
            return false;
        Put(HeartbeatFrame);
        return true;
    }

    private bool TryFlush(WriteTurn? turn)
    {
        _heartbeatDue = false;
        _lastWrite = _life.Clock.GetTimestamp();
#pragma warning disable CA2012 // The result is taken once, in Flushed: at once or, through the field, when the client has read.
        _flush = (_shared.IsEmpty ? _body.FlushAsync() : _body.WriteAsync(_shared)).GetAwaiter();
#pragma warning restore CA2012
        if (!_flush.IsCompleted)
        {
            if (!_shared.IsEmpty)
                turn!.AbandonBlock();
            _waitingSince = _lastWrite;
            _flush.UnsafeOnCompleted(_continue ??= Continue);
            return false;
        }

        Flushed();
        return true;
    }

    private void Continue()
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
        _shared = default;
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
