using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using SseDashboard.Streams;

namespace SseDashboard.Jobs;

/// <summary>
/// One job and the events it has told. Events are encoded once and kept, the newest of them, so that any number of clients
/// can follow, join late, resume, or come after the end.
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

    /// <summary>Where the job stands now.</summary>
    public JobStatus Status { get; private set; } = new(id, JobState.Running, limit, 0, 0, 0, 0);

    /// <summary>What it has cost to follow this job.</summary>
    public JobTraffic Traffic { get; } = new();

    /// <summary>The time since the job was started.</summary>
    public TimeSpan Age => clock.GetElapsedTime(_started);

    /// <summary>Whether no more events will come.</summary>
    public bool HasEnded => Status.State != JobState.Running;

    /// <summary>Completes when the job has ended and its last event is there.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether the job is to break off.</summary>
    public bool CancelRequested => _cancelRequested;

    /// <summary>The number of the newest event; the first is 1, and each is one more than the one before.</summary>
    public long LastId
    {
        get
        {
            lock (_gate)
                return _lastId;
        }
    }

    /// <summary>Asks the job to break off; it does so within a step, a fraction of a second.</summary>
    public void Cancel() => _cancelRequested = true;

    /// <summary>Takes over how far the job has come, and tells its clients if <paramref name="type"/> is given.</summary>
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

    /// <summary>
    /// Writes every kept event after <paramref name="lastId"/>, then each new one, up to the job's last. Of events that are
    /// no longer kept nothing is missed but intermediate progress: each event has the whole state.
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
