namespace SseDashboard.E2E.Hosting;

/// <summary>Waits for a condition that no event announces.</summary>
internal static class Condition
{
    // Only a hang guard: a test that meets its condition never waits this long.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(Step);
        try
        {
            while (!condition())
                await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"This never came true: {what}.");
        }
    }
}
