namespace SseDashboard.Streams;

/// <summary>
/// Lets one thread at a time write, without any waiting: a thread that finds it taken leaves a mark, and the holder looks for
/// work once more before it leaves. So no wake-up is lost and no thread blocks on a slow client.
/// </summary>
internal struct WriteGate
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int TakenAndWanted = 2;

    private int _state;

    /// <summary>Takes the gate, or leaves the mark for the one who has it.</summary>
    public bool TryEnter()
    {
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case Free when Interlocked.CompareExchange(ref _state, Taken, Free) == Free:
                    return true;
                case Taken when Interlocked.CompareExchange(ref _state, TakenAndWanted, Taken) == Taken:
                case TakenAndWanted
                    when Interlocked.CompareExchange(ref _state, TakenAndWanted, TakenAndWanted) == TakenAndWanted:
                    return false;
            }
        }
    }

    /// <summary>Leaves the gate; if somebody has wanted it meanwhile, keeps it and returns <see langword="false"/>.</summary>
    public bool TryLeave()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Taken)
            return true;
        // A full fence: the caller looks for work next. A processor that reads ahead of a plain release store could miss both the
        // work of another thread and, by overwriting it, that thread's mark.
        Interlocked.Exchange(ref _state, Taken);
        return false;
    }
}
