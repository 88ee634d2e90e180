namespace SseDashboard.Streams;

/// <summary>
/// A lock that nobody waits for. A caller that finds it held sets a flag; the holder runs again before releasing. So no wake-up
/// is lost, and no thread blocks on a slow client.
/// </summary>
internal struct WriteGate
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int TakenAndFlagged = 2;

    private int _state;

    /// <summary>Takes the gate, or sets the flag for the thread that holds it.</summary>
    public bool TryEnter()
    {
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case Free when Interlocked.CompareExchange(ref _state, Taken, Free) == Free:
                    return true;
                case Taken when Interlocked.CompareExchange(ref _state, TakenAndFlagged, Taken) == Taken:
                case TakenAndFlagged
                    when Interlocked.CompareExchange(ref _state, TakenAndFlagged, TakenAndFlagged) == TakenAndFlagged:
                    return false;
            }
        }
    }

    /// <summary>Releases the gate, or keeps it and returns <see langword="false"/> if the flag was set: the caller must run again.</summary>
    public bool TryLeave()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Taken)
            return true;
        // A full fence, because the caller checks for work next. With a plain release store the processor could move those reads
        // before it, and miss both another thread's work and, by overwriting it, that thread's flag.
        Interlocked.Exchange(ref _state, Taken);
        return false;
    }
}
