namespace SseDashboard.Inspecting;

/// <summary>The events between two that are in both recordings.</summary>
/// <param name="moved">Those of the first recording whose counterpart is elsewhere.</param>
/// <param name="by">By what events are matched. With another id, an event is another one, and not the same one changed.</param>
internal sealed class LooseEvents(IReadOnlyDictionary<RecordedEvent, RecordedEvent> moved, MatchedBy by)
{
    private readonly HashSet<RecordedEvent> _elsewhere = [.. moved.Values];

    /// <summary>What became of them. The first of one recording is compared with the first of the other, and so on.</summary>
    public IEnumerable<EventDifference> Between(IReadOnlyList<RecordedEvent> first, IReadOnlyList<RecordedEvent> second)
    {
        RecordedEvent[] missing = [.. first.Where(one => !moved.ContainsKey(one))];
        RecordedEvent[] added = [.. second.Where(one => !_elsewhere.Contains(one))];
        foreach (var one in first.Where(moved.ContainsKey))
            yield return new(DifferenceKind.Moved, one, moved[one]);
        int both = by == MatchedBy.Id ? 0 : Math.Min(missing.Length, added.Length);
        for (int i = 0; i < both; i++)
            yield return new(DifferenceKind.Changed, missing[i], added[i]);
        foreach (var one in missing[both..])
            yield return new(DifferenceKind.Missing, one, null);
        foreach (var one in added[both..])
            yield return new(DifferenceKind.Added, null, one);
    }
}
