namespace SseDashboard.Hosting;

/// <summary>
/// Logs how often something happened, at most once every ten seconds, so that clients cannot flood the log: the first time at
/// once, then once for each ten seconds in which it happened again.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="write">Writes the log entry, given the number of times since the previous entry.</param>
internal sealed class CountingLog(TimeProvider clock, Action<long> write)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long _count;

    /// <summary>Counts an occurrence.</summary>
    public void Count()
    {
        lock (_lock)
        {
            _count++;
            if (_timer is null)
                Write();
        }
    }

    private void Write()
    {
        write(_count);
        _count = 0;
        _timer = clock.CreateTimer(_ => OnDue(), null, Interval, Timeout.InfiniteTimeSpan);
    }

    private void OnDue()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            if (_count > 0)
                Write();
        }
    }
}
