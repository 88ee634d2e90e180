using System.Runtime.InteropServices;

namespace SseDashboard.Streams.Tests;

/// <summary>
/// Races a holder that releases a gate against a waker that adds work, as often as fits into a test. Every round starts with a
/// held gate whose flag is set, so the holder has to check for work once more. A processor may move reads before its own
/// stores, which loses a wake-up in about one of ten thousand rounds unless <see cref="WriteGate.TryLeave"/> prevents it.
/// </summary>
internal sealed class GateRace
{
    // The threads synchronize once per batch, because that takes far longer than a round.
    private readonly Round[] _batch = new Round[1_024];
    private long _started;
    private long _finished;

    /// <summary>Rounds raced so far.</summary>
    public long Rounds { get; private set; }

    /// <summary>Rounds in which neither thread saw the work.</summary>
    public long Lost { get; private set; }

    /// <summary>Races one batch, while another thread runs <see cref="Wake"/>.</summary>
    public void Hold()
    {
        foreach (ref var round in _batch.AsSpan())
        {
            round = default;
            round.Gate.TryEnter();
            round.Gate.TryEnter();
        }

        long batch = _started + 1;
        Volatile.Write(ref _started, batch);
        foreach (ref var round in _batch.AsSpan())
        {
            while (!round.Gate.TryLeave())
                round.SeenByHolder = Volatile.Read(ref round.Work) != 0;
        }

        while (Volatile.Read(ref _finished) < batch)
            Thread.SpinWait(1);
        foreach (ref readonly var round in _batch.AsSpan())
            Lost += round.SeenByHolder || round.TakenByWaker ? 0 : 1;
        Rounds += _batch.Length;
    }

    /// <summary>Adds work in every round until <see cref="Stop"/>.</summary>
    public void Wake()
    {
        for (long batch = 1; ; batch++)
        {
            long started;
            while ((started = Volatile.Read(ref _started)) < batch)
            {
                if (started < 0)
                    return;
            }

            foreach (ref var round in _batch.AsSpan())
            {
                Volatile.Write(ref round.Work, 1);
                round.TakenByWaker = round.Gate.TryEnter();
            }

            Volatile.Write(ref _finished, batch);
        }
    }

    /// <summary>Ends <see cref="Wake"/>.</summary>
    public void Stop() => Volatile.Write(ref _started, -1);

    // Separate cache lines, like the gate and the work of a stream.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Round
    {
        [FieldOffset(0)]
        public WriteGate Gate;
        [FieldOffset(64)]
        public int Work;
        [FieldOffset(128)]
        public bool SeenByHolder;
        [FieldOffset(192)]
        public bool TakenByWaker;
    }
}
