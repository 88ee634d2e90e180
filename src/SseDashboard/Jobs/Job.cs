using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using SseDashboard.Streams;

namespace SseDashboard.Jobs;

/// <summary>
/// A job and its events. Events are encoded once and the newest are kept, so that any number of clients can follow, join
/// late, resume, or connect after the end.
/// </summary>
internal sealed class Job(string id, long limit, int history, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Queue<EventFrame> _frames = new();
    private readonly long _started = clock.GetTimestamp();
    private TaskCompletionSource _changed = NewSignal();
    private readonly TaskCompletionSource _ended = NewSignal();
    private volatile bool _cancelRequested;
    private long _lastId;

    /// <summary>The job's id.</summary>
    public string Id { get; } = id;

    /// <summary>The job's current status.</summary>
    public JobStatus Status { get; private set; } = new(id, JobState.Running, limit, 0, 0, 0, 0);

    /// <summary>The traffic caused by following this job.</summary>
    public JobTraffic Traffic { get; } = new();

    /// <summary>When the job started, by the server's clock, in UTC.</summary>
    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    /// <summary>The time since the start of the job.</summary>
    public TimeSpan Age => clock.GetElapsedTime(_started);

    /// <summary>Whether the job has ended, so that no more events follow.</summary>
    public bool HasEnded => Status.State != JobState.Running;

    /// <summary>Completes when the job has ended and its last event can be read.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether the job should stop.</summary>
    public bool CancelRequested => _cancelRequested;

    /// <summary>The id of the newest event. Ids count up from 1.</summary>
    public long LastId
    {
        get
        {
            lock (_gate)
                return _lastId;
        }
    }

    /// <summary>Asks the job to stop, which it does after its current step, within a fraction of a second.</summary>
    public void Cancel() => _cancelRequested = true;

    /// <summary>Updates the status, and adds an event if <paramref name="type"/> is not <see langword="null"/>.</summary>
    public void Update(JobState state, PrimeSieve.Step step, string? type)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            var elapsed = Age;
            Status = new(Id, state, limit, (double)step.Checked / limit, step.Checked, step.Primes, elapsed.TotalMilliseconds);
            if (type is null)
                return;

            if (_frames.Count == history)
                _frames.Dequeue();
            _frames.Enqueue(EventFrame.Of(new()
            {
                Id = (++_lastId).ToString(CultureInfo.InvariantCulture),
                Type = type,
                Data = JsonSerializer.Serialize(Status, JsonSerializerOptions.Web),
            }));
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
        if (state != JobState.Running)
            _ended.SetResult();
    }

    // excerpt: job-follow
    /// <summary>
    /// Writes every kept event after <paramref name="lastId"/>, then each new one, up to the job's last. Events that are no
    /// longer kept are no loss but for intermediate progress, since each event has the whole state.
    /// </summary>
    public async Task WriteEventsAsync(ChannelWriter<EventFrame> frames, long lastId, CancellationToken left)
    {
        while (true)
        {
            var (news, newest, ended, changed) = After(lastId);
            foreach (var frame in news)
            {
                await frames.WriteAsync(frame, left);
                Traffic.Stream.CountBody(frame.Bytes.Length);
            }

            if (ended)
                return;
            lastId = newest;
            await changed.WaitAsync(left);
        }
    }
    // end excerpt

    private (EventFrame[] News, long Newest, bool Ended, Task Changed) After(long lastId)
    {
        lock (_gate)
        {
            long unseen = Math.Min(_lastId - lastId, _frames.Count);
            return ([.. _frames.Skip(_frames.Count - (int)unseen)], _lastId, HasEnded, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
