namespace SseDashboard.Labs;

/// <summary>How many places of each channel are taken. A channel without any takes no memory.</summary>
internal sealed class TakenPlaces
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = [];

    /// <summary>Takes a place, unless that many are taken.</summary>
    /// <returns>Frees the place when disposed; <see langword="null"/> if there was none.</returns>
    public IDisposable? TryTake(string channel, int places)
    {
        lock (_lock)
        {
            int taken = _taken.GetValueOrDefault(channel);
            if (taken >= places)
                return null;
            _taken[channel] = taken + 1;
            return new Place(this, channel);
        }
    }

    /// <summary>How many places are taken.</summary>
    public int Count(string channel)
    {
        lock (_lock)
            return _taken.GetValueOrDefault(channel);
    }

    private void Free(string channel)
    {
        lock (_lock)
        {
            if (--_taken[channel] == 0)
                _taken.Remove(channel);
        }
    }

    private sealed class Place(TakenPlaces places, string channel) : IDisposable
    {
        public void Dispose() => places.Free(channel);
    }
}
