namespace SseDashboard.Tests.Hosting;

internal static class Wait
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns as soon as the condition holds; the guard only ends a wait that would never end.</summary>
    public static async Task UntilAsync(Func<bool> condition, CancellationToken hangGuard)
    {
        while (!condition())
            await Task.Delay(LookEvery, hangGuard);
    }
}
