namespace SseDashboard.Labs;

/// <summary>How many places of each lab, or of each stream of a lab, are taken. A name without any takes no memory.</summary>
internal sealed class TakenPlaces
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = [];

    /// <summary>Takes a place, unless that many are taken.</summary>
    /// <returns>Frees the place when disposed; <see langword="null"/> if there was none.</returns>
    public IDisposable? TryTake(string name, int places)
    {
        lock (_lock)
        {
            int taken = _taken.GetValueOrDefault(name);
            if (taken >= places)
                return null;
            _taken[name] = taken + 1;
            return new Place(this, name);
        }
    }

    /// <summary>How many places are taken.</summary>
    public int Count(string name)
    {
        lock (_lock)
            return _taken.GetValueOrDefault(name);
    }

    private void Free(string name)
    {
        lock (_lock)
        {
            if (--_taken[name] == 0)
                _taken.Remove(name);
        }
    }

    private sealed class Place(TakenPlaces places, string name) : IDisposable
    {
        public void Dispose() => places.Free(name);
    }
}
