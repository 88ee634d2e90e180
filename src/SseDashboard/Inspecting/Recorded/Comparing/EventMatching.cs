namespace SseDashboard.Inspecting;

/// <summary>Matches the events of two recordings.</summary>
internal static class EventMatching
{
    /// <summary>
    /// The most pairs of events that the search for the longest common subsequence may look at, four bytes each: 2,000 events that
    /// all differ from 2,000 others. Equal events at the beginning and the end do not count.
    /// </summary>
    public const int MaxPairs = 4_000_000;

    /// <summary>Matches the events.</summary>
    /// <returns>The matched pairs in the order of the first recording; and by what they were matched.</returns>
    public static (List<(RecordedEvent First, RecordedEvent Second)> Pairs, MatchedBy By) Of(IReadOnlyList<RecordedEvent> first, IReadOnlyList<RecordedEvent> second)
    {
        if (ById(first, second) is { } byId)
            return (byId, MatchedBy.Id);
        var numbers = new Dictionary<(string, string), int>();
        int[] one = ContentOf(first, numbers), other = ContentOf(second, numbers);
        var pairs = new List<(int First, int Second)>();
        int start = 0, end = one.Length, otherEnd = other.Length;
        for (; start < end && start < otherEnd && one[start] == other[start]; start++)
            pairs.Add((start, start));
        while (end > start && otherEnd > start && one[end - 1] == other[otherEnd - 1])
            (end, otherEnd) = (end - 1, otherEnd - 1);

        bool isSearchable = (long)(end - start) * (otherEnd - start) <= MaxPairs;
        pairs.AddRange(isSearchable
            ? Longest(one.AsSpan(start..end), other.AsSpan(start..otherEnd)).Select(pair => (pair.First + start, pair.Second + start))
            : Enumerable.Range(start, Math.Min(end, otherEnd) - start).Select(place => (place, place)));
        pairs.AddRange(Enumerable.Range(0, one.Length - end).Select(i => (end + i, otherEnd + i)));
        return ([.. pairs.Select(pair => (first[pair.First], second[pair.Second]))], isSearchable ? MatchedBy.Content : MatchedBy.Place);
    }

    // Ids that no event of the other recording has, such as times of day, match nothing.
    private static List<(RecordedEvent, RecordedEvent)>? ById(IReadOnlyList<RecordedEvent> first, IReadOnlyList<RecordedEvent> second)
    {
        var byId = new Dictionary<string, RecordedEvent>(StringComparer.Ordinal);
        if (second.Any(one => one.OwnId is not { Length: > 0 } id || !byId.TryAdd(id, one)))
            return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (first.Any(one => one.OwnId is not { Length: > 0 } id || !seen.Add(id)))
            return null;
        var pairs = new List<(RecordedEvent, RecordedEvent)>();
        foreach (var one in first)
        {
            if (byId.TryGetValue(one.OwnId!, out var other))
                pairs.Add((one, other));
        }

        return pairs.Count > 0 ? pairs : null;
    }

    // Equal numbers for equal types and data.
    private static int[] ContentOf(IReadOnlyList<RecordedEvent> events, Dictionary<(string Type, string Data), int> numbers) =>
        [.. events.Select(one =>
        {
            numbers.TryAdd((one.Type, one.Data), numbers.Count);
            return numbers[(one.Type, one.Data)];
        })];

    // Longest common subsequence by dynamic programming, from the end.
    private static List<(int First, int Second)> Longest(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        int[,] length = new int[one.Length + 1, other.Length + 1];
        for (int i = one.Length - 1; i >= 0; i--)
        {
            for (int k = other.Length - 1; k >= 0; k--)
                length[i, k] = one[i] == other[k] ? length[i + 1, k + 1] + 1 : Math.Max(length[i + 1, k], length[i, k + 1]);
        }

        var pairs = new List<(int, int)>();
        for (int i = 0, k = 0; i < one.Length && k < other.Length;)
        {
            if (one[i] == other[k])
                pairs.Add((i++, k++));
            else if (length[i + 1, k] >= length[i, k + 1])
                i++;
            else
                k++;
        }

        return pairs;
    }
}
