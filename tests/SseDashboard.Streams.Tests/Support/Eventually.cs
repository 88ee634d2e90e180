using System.Diagnostics;

namespace SseDashboard.Streams.Tests;

/// <summary>Waits for a condition that another thread brings about.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It never came about that {what}.");
            await Task.Yield();
        }
    }
}
