namespace SseDashboard.Labs;

/// <summary>The loads that are being written, at most <see cref="LoadOptions.MaxLoads"/>, and the last ones that have ended.</summary>
internal sealed class RunningLoads
{
    // A page looks once a second; a burst is over long before that.
    private const int MaxEnded = 32;

    private readonly Lock _lock = new();
    private readonly List<LoadSource> _running = [];
    private readonly Queue<LoadSource> _ended = [];

    /// <summary>Adds a load, unless <paramref name="max"/> are running.</summary>
    /// <returns>Ends it when disposed; <see langword="null"/> if there is no room.</returns>
    public IDisposable? TryAdd(LoadSource load, int max)
    {
        lock (_lock)
        {
            if (_running.Count >= max)
                return null;
            _running.Add(load);
            return new Place(this, load);
        }
    }

    /// <summary>How many are running.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _running.Count;
        }
    }

    /// <summary>The newest load with this name; <see langword="null"/> if there is none, or if it ended long ago.</summary>
    public LoadSource? Find(string run)
    {
        lock (_lock)
            return _running.FindLast(load => load.Run == run) ?? _ended.LastOrDefault(load => load.Run == run);
    }

    private void End(LoadSource load)
    {
        lock (_lock)
        {
            _running.Remove(load);
            _ended.Enqueue(load);
            if (_ended.Count > MaxEnded)
                _ended.Dequeue();
        }
    }

    private sealed class Place(RunningLoads loads, LoadSource load) : IDisposable
    {
        public void Dispose() => loads.End(load);
    }
}
