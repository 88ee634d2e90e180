using SseDashboard.Feed;

namespace SseDashboard.Comparing;

/// <summary>
/// What a batch of a comparison may hold. The page's own script keeps to these bounds (job-comparison.js, batcher.js), but anyone
/// who has a circuit can call what the script calls, with anything.
/// </summary>
internal static class ComparisonBounds
{
    // A job's id, with room to grow.
    private const int LongestId = 64;

    // The reason of a refusal, of which there is one: as much as the script puts into one batch (maxBytes in batcher.js).
    private const int LongestReason = 16 * 1_024;

    /// <summary>What is wrong with a batch; <see langword="null"/> if its items are as the page's script makes them.</summary>
    public static string? Check(IReadOnlyList<ComparisonItem?>? batch) => batch switch
    {
        null => "there is no batch",
        { Count: > FeedBounds.BatchItems } => $"a batch has at most {FeedBounds.BatchItems} items",
        _ => batch.Select(Check).FirstOrDefault(problem => problem is not null),
    };

    private static string? Check(ComparisonItem? item) => item switch
    {
        null => "an item is null",
        _ when !Enum.IsDefined(item.Kind) || (item.Way is { } way && !Enum.IsDefined(way)) => "a kind or way is unknown",
        _ when !FeedBounds.IsTime(item.Time) || !FeedBounds.IsTime(item.Asked) || (item.Age is { } age && !FeedBounds.IsTime(age)) =>
            "a time is out of range",
        { Count: < 0 } or { Bytes: < 0 } => "a number is negative",
        { Kind: ComparisonItemKind.Answer or ComparisonItemKind.Event } and ({ Status: null } or { Detail: not null }) =>
            "an answer or an event has a status and no reason",
        _ when FeedBounds.IsLonger(item.Detail, LongestReason) => $"a reason is longer than {LongestReason}",
        { Status: { } status } when status.Id is null || status.Id.Length > LongestId || !Enum.IsDefined(status.State)
            || !FeedBounds.IsTime(status.ElapsedMs) || status.Progress is not (>= 0 and <= 1) => "a status is out of range",
        _ => null,
    };
}
