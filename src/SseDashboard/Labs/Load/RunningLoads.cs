namespace SseDashboard.Labs;

/// <summary>The loads that are being written, at most <see cref="LoadOptions.MaxLoads"/>.</summary>
internal sealed class RunningLoads
{
    private readonly Lock _lock = new();
    private readonly List<LoadSource> _loads = [];

    /// <summary>Adds a load, unless there are <paramref name="max"/> already.</summary>
    /// <returns>Removes it when disposed; <see langword="null"/> if there is no room.</returns>
    public IDisposable? TryAdd(LoadSource load, int max)
    {
        lock (_lock)
        {
            if (_loads.Count >= max)
                return null;
            _loads.Add(load);
            return new Place(this, load);
        }
    }

    /// <summary>The newest load with this name, or <see langword="null"/>.</summary>
    public LoadSource? Find(string run)
    {
        lock (_lock)
            return _loads.FindLast(load => load.Run == run);
    }

    private sealed class Place(RunningLoads loads, LoadSource load) : IDisposable
    {
        public void Dispose()
        {
            lock (loads._lock)
                loads._loads.Remove(load);
        }
    }
}
