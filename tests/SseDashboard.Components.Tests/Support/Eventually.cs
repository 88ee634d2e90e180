namespace SseDashboard.Components.Tests;

/// <summary>Waits for what another thread does.</summary>
internal static class Eventually
{
    /// <summary>Only a hang guard: what a test waits for takes milliseconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Waits until a condition holds, and fails with a sentence if it never does.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What it means, as a sentence without its end: "the stream has ended".</param>
    /// <param name="meanwhile">What to do between two looks, such as moving a clock.</param>
    public static async Task HoldsAsync(Func<bool> condition, string what, Action? meanwhile = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Within {Limit.TotalSeconds:0} s this never came true: {what}.");
            meanwhile?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5), Xunit.TestContext.Current.CancellationToken);
        }
    }
}
