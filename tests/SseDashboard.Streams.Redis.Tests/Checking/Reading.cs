namespace SseDashboard.Streams.Redis.Tests;

/// <summary>One client's transcript, read from its beginning.</summary>
internal sealed class Reading(string client, IReadOnlyList<Received> transcript, IReadOnlyList<Received> history, List<string> wrong)
{
    private readonly HashSet<BroadcastId> _seen = [];
    private readonly HashSet<string> _left = [.. history.Select(received => received.Id)];
    private BroadcastId? _last;
    private string? _lost;

    /// <summary>Adds what is wrong with it.</summary>
    public void Check()
    {
        foreach (var received in transcript)
        {
            if (!BroadcastId.TryParse(received.Id, out var id))
                wrong.Add($"{client} received {received.Data} with the id '{received.Id}', which is none of a broadcast.");
            else if (received.Gap is { } gap)
                Take(gap, id);
            else
                Take(received, id);
        }

        if (_lost is not null)
            wrong.Add($"{client} has seen {_lost}, which is not in the log any more, and no gap said so.");
        if (history.Count > 0 && (_last is null || history[^1].Id != _last.ToString()))
            wrong.Add($"{client} ends with {_last}, but the log with {history[^1].Id}.");
    }

    private void Take(GapNotice gap, BroadcastId id)
    {
        if (gap.ResumedAfter != id.ToString())
            wrong.Add($"{client}: the gap's id {id} is not {gap.ResumedAfter}, after which it says the stream continues.");
        if (gap.Reason == GapReason.History && _last is { } before && gap.Missed != id.Sequence - before.Sequence)
            wrong.Add($"{client}: the gap from {before} to {id} says that {gap.Missed} events were missed.");
        if (gap.Reason != GapReason.History)
            _lost = null;
        // It announces the whole of another history: one that the client has read before, if an old snapshot brought it back.
        if (gap.Reason == GapReason.Restart)
            _seen.Clear();
        if (gap.Reason == GapReason.Lost)
            Forget(id.Sequence);
        _last = id;
    }

    // A host that is cut off can still have the lost events, and sends them again to a client that comes from a host which knows.
    private void Forget(long after)
    {
        foreach (var lost in _seen.Where(seen => seen.Sequence > after && _left.Contains(seen.ToString())))
            wrong.Add($"{client}: a gap says that the events after {after} were lost, but {lost} is in the log.");
        _seen.RemoveWhere(seen => seen.Sequence > after);
    }

    private void Take(Received received, BroadcastId id)
    {
        if (!_seen.Add(id))
            wrong.Add($"{client} received {received.Id} twice.");
        if (_last is { } before && id.Sequence != before.Sequence + 1)
            wrong.Add($"{client} received {id} after {before}: {(id.Sequence > before.Sequence ? "events between them are missing, and no gap says so" : "a wrong order")}.");
        // The oldest events may have fallen out of the log meanwhile.
        if (!_left.Contains(received.Id) && (history.Count == 0 || id.Sequence >= First))
            _lost = received.Id;
        _last = id;
    }

    private long First => BroadcastId.TryParse(history[0].Id, out var first) ? first.Sequence : 0;
}
