namespace SseDashboard.Benchmarks.Soak;

/// <summary>Waits within a soak.</summary>
internal static class Pause
{
    /// <summary>Waits for this time, or until the soak is over; returns whether it goes on.</summary>
    public static async Task<bool> ForAsync(TimeSpan time, CancellationToken over)
    {
        await Task.Delay(time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !over.IsCancellationRequested;
    }
}
