using SseDashboard.Feed;

namespace SseDashboard.Comparing;

/// <summary>
/// Limits on a comparison batch. The page's own script respects them (job-comparison.js, batcher.js), but any client with a
/// circuit can invoke the same method with arbitrary arguments.
/// </summary>
internal static class ComparisonBounds
{
    // The maximum number of items in a batch (maxItems in batcher.js).
    private const int MaxItems = 500;

    // Longer than any job id in use.
    private const int LongestId = 64;

    // A comparison has at most one refusal, so its reason may fill a whole batch (maxBytes in batcher.js).
    private const int LongestReason = 16 * 1_024;

    /// <summary>Describes the first problem in a batch; <see langword="null"/> if the batch is valid.</summary>
    public static string? Check(IReadOnlyList<ComparisonItem?>? batch) => batch switch
    {
        null => "there is no batch",
        { Count: > MaxItems } => $"a batch has at most {MaxItems} items",
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
