using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace SseDashboard.Tests.Hosting;

/// <summary>
/// A clock that stands still until a test moves it, and knows for when the host has set its timers. A delay is set a
/// moment after the event before it was written: moving the clock within that moment would start the delay late, so
/// a test first waits for the timer and then moves.
/// </summary>
public sealed class ManualClock : FakeTimeProvider
{
    private readonly ConcurrentDictionary<DateTimeOffset, byte> _due = new();

    public ManualClock() : base(Start)
    {
    }

    public new static DateTimeOffset Start { get; } = new(2024, 9, 28, 11, 4, 43, 977, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : GetUtcNow() + dueTime;
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _due[due] = 0;
        return timer;
    }

    /// <summary>Waits until something is due at this time after <see cref="Start"/>, then moves the clock there.</summary>
    public async Task AdvanceToAsync(TimeSpan sinceStart)
    {
        await Wait.UntilAsync(
            () => _due.ContainsKey(Start + sinceStart), $"the host sets a timer for {sinceStart.TotalSeconds} s after the start");
        SetUtcNow(Start + sinceStart);
    }
}
