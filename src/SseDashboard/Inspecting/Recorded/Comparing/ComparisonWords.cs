using SseDashboard.Display;
using SseDashboard.Replay;

namespace SseDashboard.Inspecting;

/// <summary>A comparison in sentences.</summary>
internal static class ComparisonWords
{
    // Two runs on one machine differ by this much.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(20);

    /// <summary>The result in one or two sentences.</summary>
    public static string Summary(RecordingComparison result)
    {
        string head = HeadOf(result.First.Head, result.Second.Head);
        string events = result.Events.Count == 0
            ? result.BodiesAreEqual ? "Neither has events; their bodies have the same bytes" : $"Neither has events; their bodies differ, {Quantity.Bytes(result.First.Bytes)} and {Quantity.Bytes(result.Second.Bytes)}"
            : EventsOf(result);
        return $"{head}{events}; {TimesOf(result)}.";
    }

    /// <summary>What the summary leaves out: how the events were matched, and which one shifted most.</summary>
    public static IEnumerable<string> Details(RecordingComparison result)
    {
        yield return result.By switch
        {
            MatchedBy.Id => "Events are matched by id.",
            MatchedBy.Content => "Events are matched by type and data, because not all have ids of their own that are in both.",
            _ => "There are too many differences to search for the best match, so events are matched by their places.",
        };
        if (result.LargestShift is { Later: { } later } shifted && later.Duration() >= Noticeable)
            yield return $"Event {shifted.First!.Number:N0} shifted most: {Shift(later)}.";
        if (result is { Events.Count: > 0, BodiesAreEqual: false } && result.Count(DifferenceKind.Same) == result.Events.Count)
            yield return "The bodies differ in bytes that make no event, such as comments or line ends.";
    }

    /// <summary>A time difference: <c>1.2 s later</c>.</summary>
    public static string Shift(TimeSpan later) => $"{Quantity.Duration(later.Duration().TotalMilliseconds)} {(later < TimeSpan.Zero ? "earlier" : "later")}";

    private static string HeadOf(RecordingHead first, RecordingHead second) => first.Status == second.Status && first.ContentType == second.ContentType
        ? ""
        : $"The responses differ: {Name(first)} and {Name(second)}. ";

    private static string Name(RecordingHead head) => $"{head.Status} {ForeignText.Isolated(head.ContentType) ?? "without a content type"}";

    private static string EventsOf(RecordingComparison result)
    {
        int same = result.Count(DifferenceKind.Same);
        if (same == result.Events.Count)
            return same == 1 ? "The same event" : $"Same {Quantity.Of(same, "event")} in the same order";
        string[] parts =
        [
            $"{same:N0} the same",
            .. Part(DifferenceKind.Changed, "changed"), .. Part(DifferenceKind.Moved, "moved"),
            .. Part(DifferenceKind.Missing, "missing from the second"), .. Part(DifferenceKind.Added, "only in the second"),
        ];
        return $"{Quantity.Of(result.Events.Count, "event")}: {string.Join(", ", parts)}";

        string[] Part(DifferenceKind kind, string word) => result.Count(kind) is > 0 and var count ? [$"{count:N0} {word}"] : [];
    }

    private static string TimesOf(RecordingComparison result) => result.Longer.Duration() < Noticeable
        ? "both took as long"
        : $"the second took {Quantity.Duration(result.Longer.Duration().TotalMilliseconds)} {(result.Longer < TimeSpan.Zero ? "less" : "longer")}";
}
