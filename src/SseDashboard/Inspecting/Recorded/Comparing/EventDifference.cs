namespace SseDashboard.Inspecting;

/// <summary>What became of an event from one recording to the other.</summary>
public enum DifferenceKind
{
    /// <summary>It is in both, at the same place among the events that are in both.</summary>
    Same,

    /// <summary>It is at the same place, but its id, type or data differ.</summary>
    Changed,

    /// <summary>It is in both, but at another place.</summary>
    Moved,

    /// <summary>It is in the first recording only.</summary>
    Missing,

    /// <summary>It is in the second recording only.</summary>
    Added,
}

/// <summary>An event of one recording and its counterpart in the other.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="First">The event of the first recording; <see langword="null"/> if it is added.</param>
/// <param name="Second">The event of the second recording; <see langword="null"/> if it is missing.</param>
public sealed record EventDifference(DifferenceKind Kind, RecordedEvent? First, RecordedEvent? Second)
{
    /// <summary>How much later it came in the second recording, each counted from the head; <see langword="null"/> if it is in one only.</summary>
    public TimeSpan? Later => Second?.At - First?.At;

    /// <summary>What differs between the two, besides the time: <c>id</c>, <c>type</c>, <c>data</c>.</summary>
    public IReadOnlyList<string> Fields => First is null || Second is null
        ? []
        : [.. First.OwnId == Second.OwnId ? [] : new[] { "id" }, .. First.Type == Second.Type ? [] : new[] { "type" }, .. First.Data == Second.Data ? [] : new[] { "data" }];
}

/// <summary>By what the events of two recordings were matched.</summary>
public enum MatchedBy
{
    /// <summary>By their ids, which are unique.</summary>
    Id,

    /// <summary>By type and data, as the longest common subsequence.</summary>
    Content,

    /// <summary>By their places, as there were too many differences to search.</summary>
    Place,
}
