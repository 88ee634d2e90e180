using System.Diagnostics;

namespace SseDashboard.Streams.Tests;

/// <summary>Waits for a condition that another thread brings about.</summary>
internal static class Eventually
{
    // Ends a wait that would never end; no test depends on its length.
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            Assert.True(watch.Elapsed < HangGuard, $"It never came about that {what}.");
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
