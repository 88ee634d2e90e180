using Microsoft.Extensions.DependencyInjection;
using SseDashboard.E2E.Hosting;
using SseDashboard.Jobs;

namespace SseDashboard.E2E.Learn;

/// <summary>Jobs that take a step when a test says so, or at a fixed pace, whatever the speed of the machine.</summary>
internal sealed class PacedJobs : IDisposable
{
    /// <summary>The limit for which a job has <see cref="Steps"/> steps.</summary>
    public const string Limit = "1000000";

    /// <summary>How many steps a job has.</summary>
    public const int Steps = 40;

    // In odd numbers.
    private const int StepSize = 1_000_000 / Steps / 2;

    private readonly SemaphoreSlim _allowed = new(0);
    private readonly CancellationTokenSource _ended = new();

    private readonly TimeSpan? _every;

    /// <summary>Takes over the jobs of this app. Dispose before the app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="every">The time that a step takes; <see langword="null"/> to wait for <see cref="Allow"/>.</param>
    public PacedJobs(RunningApp app, TimeSpan? every = null)
    {
        _every = every;
        app.Services.GetRequiredService<JobRunner>().Steps = Count;
    }

    /// <summary>Lets the running job take this many more steps.</summary>
    public void Allow(int steps) => _allowed.Release(steps);

    /// <summary>Fails the jobs that still wait, so that their threads end.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private IEnumerable<PrimeSieve.Step> Count(long limit)
    {
        var ended = _ended.Token;
        foreach (var step in PrimeSieve.Count(limit, StepSize))
        {
            if (_every is { } every)
                ended.WaitHandle.WaitOne(every);
            else
                _allowed.Wait(ended);
            ended.ThrowIfCancellationRequested();
            yield return step;
        }
    }
}
