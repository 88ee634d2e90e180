namespace SseDashboard.Streams;

/// <summary>
/// Lets one thread at a time write, without any waiting: whoever finds it taken leaves a mark, and the holder does the work
/// once more before it leaves. So no wake-up is lost and no thread blocks on a slow client.
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
        Volatile.Write(ref _state, Taken);
        return false;
    }
}
