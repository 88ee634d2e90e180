using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>
/// Publishes a channel's events one script at a time. What arrives while one runs shares the next: most of a script's cost is the same
/// for any number of events. Under little load each event has a script to itself, and does not wait.
/// </summary>
internal sealed class PublicationGroup(RedisLog log, RedisLogServices services)
{
    // By then the cost of the script itself hardly counts, and it still takes the server only about five milliseconds.
    private const int MaxEvents = 1_024;
    private const int MaxBytes = 512 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<Member> _waiting = new();
    private bool _isPublishing;

    /// <summary>Publishes events in one piece.</summary>
    /// <param name="frames">The encoded events, without ids.</param>
    /// <param name="bytes">Their size.</param>
    /// <param name="started">When the caller asked for it.</param>
    /// <returns>The id of the last event, and whether the log had them already.</returns>
    /// <exception cref="BroadcastUnavailableException">It did not succeed.</exception>
    public Task<(string Id, bool IsRepeated)> PublishAsync(List<RedisValue> frames, long bytes, long started)
    {
        var member = new Member(frames, bytes, started);
        lock (_lock)
        {
            _waiting.Enqueue(member);
            if (_isPublishing)
                return member.Published.Task;
            _isPublishing = true;
        }

        _ = PublishWaitingAsync();
        return member.Published.Task;
    }

    private async Task PublishWaitingAsync()
    {
        while (Take() is { Count: > 0 } members)
            await PublishAsync(members);
    }

    private List<Member> Take()
    {
        var taken = new List<Member>();
        lock (_lock)
        {
            var (events, bytes) = (0, 0L);
            while (_waiting.TryPeek(out var next))
            {
                events += next.Frames.Count;
                bytes += next.Bytes;
                if (taken.Count > 0 && (events > MaxEvents || bytes > MaxBytes))
                    break;
                taken.Add(_waiting.Dequeue());
            }

            _isPublishing = taken.Count > 0;
        }

        return taken;
    }

    private async Task PublishAsync(List<Member> members)
    {
        try
        {
            List<RedisValue> frames = members is [var only] ? only.Frames : [.. members.SelectMany(member => member.Frames)];
            // Every member has at least its own time to wait. One that waited for a script that failed may wait twice as long.
            var (id, isRepeated) = await new Publication(log, services, frames, null, members[^1].Started).RunAsync(CancellationToken.None);
            if (!BroadcastId.TryParse(id, out var last))
                throw new InvalidDataException($"The log answered a publication with '{id}', which is no id of a broadcast.");
            // The events of a script have consecutive numbers.
            int after = frames.Count;
            foreach (var member in members)
            {
                after -= member.Frames.Count;
                member.Published.SetResult(((last with { Sequence = last.Sequence - after }).ToString(), isRepeated));
            }
        }
#pragma warning disable CA1031 // Each caller gets the exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var member in members)
                member.Published.TrySetException(error);
        }
    }

    private sealed record Member(List<RedisValue> Frames, long Bytes, long Started)
    {
        public TaskCompletionSource<(string Id, bool IsRepeated)> Published { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
