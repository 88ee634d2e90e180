namespace SseDashboard.Replay;

/// <summary>What a step did.</summary>
/// <param name="Stepped">How many stepwise replays were open and wrote, or will write, their next chunk.</param>
/// <param name="Left">How many chunks the one that is furthest behind still has; 0 if its next step ends it.</param>
internal readonly record struct Step(int Stepped, int Left);

/// <summary>The open replays of one recording. Safe from any thread.</summary>
internal sealed class OpenReplays
{
    private readonly Lock _lock = new();
    private readonly HashSet<ReplaySource> _open = [];
    private bool _over;

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Adds a replay, or ends it if the recording is no longer kept.</summary>
    public void Add(ReplaySource replay)
    {
        lock (_lock)
        {
            if (!_over)
                _open.Add(replay);
        }

        if (_over)
            replay.End();
    }

    /// <summary>Removes a replay.</summary>
    public void Remove(ReplaySource replay)
    {
        lock (_lock)
            _open.Remove(replay);
    }

    /// <summary>Lets each stepwise replay go one chunk further; after the last chunk, a step ends it.</summary>
    public Step Step()
    {
        ReplaySource[] stepwise;
        lock (_lock)
            stepwise = [.. _open.Where(replay => replay.IsStepwise)];
        return new(stepwise.Length, stepwise.Length == 0 ? 0 : stepwise.Max(replay => replay.Step()));
    }

    /// <summary>Ends all, and those that are added later: the recording is replaced or deleted.</summary>
    public void EndAll()
    {
        ReplaySource[] open;
        lock (_lock)
        {
            _over = true;
            open = [.. _open];
        }

        foreach (var replay in open)
            replay.End();
    }
}
