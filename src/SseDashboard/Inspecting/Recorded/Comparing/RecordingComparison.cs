using SseDashboard.Replay;

namespace SseDashboard.Inspecting;

/// <summary>What differs between two recordings: events, their order, and their times.</summary>
public sealed class RecordingComparison
{
    private RecordingComparison(Recording first, Recording second, MatchedBy by, IReadOnlyList<EventDifference> events)
    {
        (First, Second, By, Events) = (first, second, by, events);
        BodiesAreEqual = first.Bytes == second.Bytes && first.Body().AsSpan().SequenceEqual(second.Body());
    }

    internal Recording First { get; }

    internal Recording Second { get; }

    /// <summary>By what the events were matched.</summary>
    public MatchedBy By { get; }

    /// <summary>All events of both, in order; those of the second alone stand where they came.</summary>
    public IReadOnlyList<EventDifference> Events { get; }

    /// <summary>Whether the bodies have the same bytes.</summary>
    public bool BodiesAreEqual { get; }

    /// <summary>How many events are of a kind.</summary>
    public int Count(DifferenceKind kind) => Events.Count(one => one.Kind == kind);

    /// <summary>How much longer the second recording lasted.</summary>
    public TimeSpan Longer => Second.Length - First.Length;

    /// <summary>The event whose time differs most, of those that are in both; <see langword="null"/> if there is none.</summary>
    public EventDifference? LargestShift => Events.Where(one => one.Later is not null).MaxBy(one => one.Later!.Value.Duration());

    /// <summary>Compares two recordings.</summary>
    internal static RecordingComparison Of(Recording first, Recording second)
    {
        var (firstEvents, secondEvents) = (RecordedEvent.Of(first), RecordedEvent.Of(second));
        var (pairs, by) = EventMatching.Of(firstEvents, secondEvents);
        return new(first, second, by, Merge(firstEvents, secondEvents, pairs, by));
    }

    private static List<EventDifference> Merge(
        List<RecordedEvent> first, List<RecordedEvent> second, List<(RecordedEvent First, RecordedEvent Second)> pairs, MatchedBy by)
    {
        var inOrder = Increasing.Longest([.. pairs.Select(pair => pair.Second.Number)]);
        var kept = pairs.Where((_, number) => inOrder.Contains(number)).ToList();
        var moved = pairs.Where((_, number) => !inOrder.Contains(number)).ToDictionary(pair => pair.First, pair => pair.Second);
        var loose = new LooseEvents(moved, by);
        var events = new List<EventDifference>();
        int i = 0, k = 0;
        foreach (var (one, other) in kept)
        {
            events.AddRange(loose.Between(first[i..(one.Number - 1)], second[k..(other.Number - 1)]));
            events.Add(new(one.Type == other.Type && one.Data == other.Data && one.OwnId == other.OwnId ? DifferenceKind.Same : DifferenceKind.Changed, one, other));
            (i, k) = (one.Number, other.Number);
        }

        events.AddRange(loose.Between(first[i..], second[k..]));
        return MovedOf(events);
    }

    // Without ids, an event that is missing at one place and added at another has moved.
    private static List<EventDifference> MovedOf(List<EventDifference> events)
    {
        var added = new Dictionary<(string?, string, string), Queue<EventDifference>>();
        foreach (var one in events.Where(one => one.Kind == DifferenceKind.Added))
        {
            var key = (one.Second!.OwnId, one.Second.Type, one.Second.Data);
            if (!added.TryGetValue(key, out var queue))
                added[key] = queue = new();
            queue.Enqueue(one);
        }

        var gone = new HashSet<EventDifference>(ReferenceEqualityComparer.Instance);
        var merged = new List<EventDifference>(events.Count);
        foreach (var one in events)
        {
            if (one.Kind == DifferenceKind.Missing && added.TryGetValue((one.First!.OwnId, one.First.Type, one.First.Data), out var queue) && queue.TryDequeue(out var other))
            {
                gone.Add(other);
                merged.Add(new(DifferenceKind.Moved, one.First, other.Second));
            }
            else
            {
                merged.Add(one);
            }
        }

        merged.RemoveAll(gone.Contains);
        return merged;
    }
}
