using System.Diagnostics;

namespace SseDashboard.Testing;

/// <summary>Waits for work done by another thread, process or socket. A failed wait reports what did not happen.</summary>
internal static class Wait
{
    /// <summary>
    /// How long a test waits before it fails. Most waits take milliseconds; on a busy machine with two cores, a second or two.
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="condition">The condition, polled every few milliseconds.</param>
    /// <param name="what">What should happen, for the failure message: "the server has no stream open".</param>
    /// <param name="limit">How long to wait; <see cref="Limit"/> by default.</param>
    /// <param name="instead">What happened instead, for the failure message.</param>
    public static Task UntilAsync(Func<bool> condition, string what, TimeSpan? limit = null, Func<string>? instead = null) =>
        UntilAsync(() => Task.FromResult(condition()), what, limit, instead);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string, TimeSpan?, Func{string})"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null, Func<string>? instead = null)
    {
        var watch = Stopwatch.StartNew();
        using var look = new PeriodicTimer(LookEvery);
        while (!await ForAsync(condition(), what))
        {
            if (watch.Elapsed > (limit ?? Limit))
                Fail(what, limit, instead);
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for a task and rethrows its exception.</summary>
    /// <param name="task">The task.</param>
    /// <param name="what">What should happen, for the failure message: "the job ends".</param>
    public static async Task ForAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Fail(what);
        }
    }

    /// <inheritdoc cref="ForAsync(Task, string)"/>
    public static async Task<T> ForAsync<T>(Task<T> task, string what)
    {
        await ForAsync((Task)task, what);
        return await task;
    }

    private static void Fail(string what, TimeSpan? limit = null, Func<string>? instead = null) =>
        Assert.Fail($"This did not happen within {(limit ?? Limit).TotalSeconds:0} s: {what}. {instead?.Invoke()}".TrimEnd());
}
