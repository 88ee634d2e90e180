using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>
/// <c>unfinished-block</c>: "Once the end of the file is reached, any pending data must be discarded" (HTML Living Standard, section
/// 9.2.6).
/// </summary>
internal static class BlockEndRules
{
    // A server that has sent whole lines writes the blank line with them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (connection.Seen.Unfinished is not { Outcome: BlockOutcome.Unfinished } block || connection.Seen.Exceeded is not null)
            yield break;
        if (connection.EndedByServer)
        {
            yield return Finding(connection, block,
                "The stream ends inside a block, which clients discard: its blank line is missing.",
                $"The response ended at {connection.Time(connection.Until)}, after byte {connection.Seen.Counts.Bytes}.");
        }
        else if (connection.Seen is { End: null, Counts.Blocks: 0, FirstArrival: { } first } && HasWholeField(block)
            && connection.Context.Now - first >= Patience)
        {
            yield return Finding(connection, block,
                "Lines arrive, but no blank line ends a block, so no event is dispatched.",
                $"{connection.Seen.Counts.Bytes} bytes in {Words.Seconds(connection.Context.Now - first)}, and no blank line.");
        }
    }

    private static bool HasWholeField(EventBlock block) =>
        block.Lines().Any(line => line.Effect is not (LineEffect.Unfinished or LineEffect.Comment));

    private static Finding Finding(Examination connection, EventBlock block, string sentence, string when) => new(
        "unfinished-block", Severity.Error, sentence,
        [when, $"The block starts at byte {block.Offset}: {Words.Quote(block.Bytes.Span)}"],
        "End every event, the last one too, with a blank line: write \"data: ...\\n\\n\".",
        LessonPaths.Format);
}
