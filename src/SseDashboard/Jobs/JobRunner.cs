using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace SseDashboard.Jobs;

/// <summary>Runs and keeps jobs, a bounded number of each.</summary>
internal sealed partial class JobRunner(
    IOptions<JobOptions> options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<JobRunner> log)
{
    // 128 bits.
    private const int RandomDigits = 32;

    private readonly Lock _gate = new();
    private readonly JobOptions _options = options.Value;
    private readonly Dictionary<string, Job> _jobs = [];
    private readonly Queue<string> _ended = new();
    private int _started;

    /// <summary>The steps of the count up to a limit. Tests replace it to set the pace.</summary>
    public Func<long, IEnumerable<PrimeSieve.Step>> Steps { get; set; } = limit => PrimeSieve.Count(limit);

    /// <summary>
    /// Starts a job that counts the primes up to <paramref name="limit"/>. <see langword="null"/> if the most jobs that may run
    /// are running.
    /// </summary>
    public Job? Start(long limit)
    {
        Job job;
        lock (_gate)
        {
            if (_jobs.Count - _ended.Count >= _options.MaxRunning)
                return null;
            if (_jobs.Count >= _options.MaxRemembered)
                _jobs.Remove(_ended.Dequeue());

            // The number is for readability. The random part is a capability: anyone who has the id may follow the job and cancel it.
            string id = string.Create(CultureInfo.InvariantCulture, $"{++_started}-{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}");
            job = new(id, limit, _options.History, clock);
            _jobs.Add(id, job);
        }

        job.Update(JobState.Running, default, "init");
        // A dedicated thread: the job would block a pool thread for seconds, and the streams need those.
        _ = Task.Factory.StartNew(
            () => Run(job), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return job;
    }

    /// <summary>The job with this id, if it is kept.</summary>
    public Job? Find(string id)
    {
        lock (_gate)
            return _jobs.GetValueOrDefault(id);
    }

    private void Run(Job job)
    {
        var (state, step) = Count(job);
        // Free the slot before announcing the end, so that a client can start the next job as soon as it sees the end.
        lock (_gate)
            _ended.Enqueue(job.Id);
        job.Update(state, step, state == JobState.Finished ? "finish" : "error");
    }

    private (JobState State, PrimeSieve.Step Step) Count(Job job)
    {
        var every = TimeSpan.FromMilliseconds(_options.ProgressEveryMs);
        long reported = clock.GetTimestamp();
        PrimeSieve.Step last = default;
        try
        {
            foreach (var step in Steps(job.Status.Limit))
            {
                if (job.CancelRequested || lifetime.ApplicationStopping.IsCancellationRequested)
                    return (JobState.Cancelled, last);

                last = step;
                bool report = clock.GetElapsedTime(reported) >= every;
                if (report)
                    reported = clock.GetTimestamp();
                job.Update(JobState.Running, step, report ? "progress" : null);
            }

            return (JobState.Finished, last);
        }
        catch (Exception error)
        {
            LogFailed(job.Id, error);
            return (JobState.Failed, last);
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Id} failed.")]
    private partial void LogFailed(string id, Exception error);
}
