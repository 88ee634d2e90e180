using System.Diagnostics;

namespace SseDashboard.Streams.Tests;

/// <summary>Waits for what another thread brings about; a test whose wait is in vain fails with a sentence that says for what.</summary>
internal static class Eventually
{
    /// <summary>Long enough for a busy machine. No test that passes takes this long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, $"It did not come about within {Patience.TotalSeconds} s that {what}.");
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public static async Task<T> DoneAsync<T>(Task<T> task, string what)
    {
        await DoneAsync((Task)task, what);
        return await task;
    }

    public static async Task DoneAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Assert.Fail($"It did not come about within {Patience.TotalSeconds} s that {what}.");
        }
    }
}
