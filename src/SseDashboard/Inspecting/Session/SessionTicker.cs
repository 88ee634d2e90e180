namespace SseDashboard.Inspecting;

/// <summary>
/// Says when a session has something new: at most ten times a second, as no one reads faster, and at least once a second while
/// something is going on, for the rates and the time that has passed.
/// </summary>
internal sealed class SessionTicker : IAsyncDisposable
{
    private const int TicksPerSecond = 10;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1.0 / TicksPerSecond);

    private readonly ITimer _timer;
    private readonly Action _changed;
    private int _touched;
    private int _ticks;

    public SessionTicker(TimeProvider clock, Action changed)
    {
        _changed = changed;
        _timer = clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something changed. Can be called from any thread.</summary>
    public void Touch() => Volatile.Write(ref _touched, 1);

    /// <summary>Begins to tick.</summary>
    public void Start()
    {
        Touch();
        _timer.Change(Period, Period);
    }

    /// <summary>Goes on ticking if there is more to come, and else stops.</summary>
    public void Looked(bool isBusy) => _timer.Change(isBusy ? Period : Timeout.InfiniteTimeSpan, isBusy ? Period : Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        bool isSecond = Interlocked.Increment(ref _ticks) % TicksPerSecond == 0;
        if (Interlocked.Exchange(ref _touched, 0) == 1 || isSecond)
            _changed();
    }
}
