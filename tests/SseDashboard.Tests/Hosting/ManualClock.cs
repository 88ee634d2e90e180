using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace SseDashboard.Tests.Hosting;

/// <summary>
/// A clock that stands still until a test moves it, and records when the host's timers are due. The host starts a delay
/// shortly after it wrote the previous event. If the clock moved in between, the delay would start late, so a test waits for
/// the timer first.
/// </summary>
public sealed class ManualClock : FakeTimeProvider
{
    private readonly ConcurrentDictionary<DateTimeOffset, int> _due = new();

    public ManualClock() : base(Start)
    {
    }

    public new static DateTimeOffset Start { get; } = new(2024, 9, 28, 11, 4, 43, 977, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : GetUtcNow() + dueTime;
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _due.AddOrUpdate(due, 1, (_, count) => count + 1);
        return timer;
    }

    /// <summary>Waits for a timer that is due at this time after <see cref="Start"/>, or for several, then moves the clock there.</summary>
    public async Task AdvanceToAsync(TimeSpan sinceStart, int timers = 1)
    {
        await Wait.UntilAsync(
            () => _due.GetValueOrDefault(Start + sinceStart) >= timers,
            $"the host sets {(timers == 1 ? "a timer" : $"{timers} timers")} for {sinceStart.TotalSeconds} s after the start");
        SetUtcNow(Start + sinceStart);
    }
}
