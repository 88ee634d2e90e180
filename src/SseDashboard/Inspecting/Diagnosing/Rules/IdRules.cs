using System.Text;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary><c>no-ids</c> and <c>ids-repeat</c>: what resuming needs (HTML Living Standard, section 9.2.4, Last-Event-ID).</summary>
internal static class IdRules
{
    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (!connection.HasBytes || !connection.IsStream)
            yield break;
        if (NeedsIds(connection) && !connection.Lines.HasIdLine)
            yield return NoIds(connection);
        var repeated = connection.Lines.Ids.GroupBy(one => one.Id, one => one.Block).Where(group => group.Count() > 1).ToArray();
        if (repeated.Length > 0)
            yield return Repeated(connection, repeated);
    }

    // Answers to a POST, those of language models, and MCP's messages are not resumed by id.
    private static bool NeedsIds(Examination connection) =>
        connection.Seen.Request.Method == "GET" && connection.Seen.Counts.Events > 1 && connection.Seen.Counts.DroppedBlocks == 0
        && EndMarks.FormatOf(connection) is null && !EndMarks.IsJsonRpc(connection);

    private static Finding NoIds(Examination connection) => new(
        "no-ids", Severity.Note,
        "No event has an id, so a client that reconnects cannot say where to resume.",
        [$"{connection.Seen.Counts.Events} events, and no id line"],
        "If no event may be lost, send an id with each, keep the most recent events, and after Last-Event-ID continue with the next one. "
        + "Consecutive ids, such as 41 and 42, also let a client notice a gap. A stream whose events each carry the whole state needs no ids.",
        LessonPaths.Reconnecting);

    private static Finding Repeated(Examination connection, IGrouping<string, EventBlock>[] repeated) => new(
        "ids-repeat", Severity.Warning,
        "Several events have the same id, so resuming after it is ambiguous.",
        [.. repeated.Take(3).Select(group => Times(connection, group)), $"{repeated.Length} of {connection.Lines.Ids.DistinctBy(one => one.Id).Count()} ids are used more than once."],
        "Give each event a unique id: a number that keeps counting across connections and restarts, not a time, and not a number that starts over.",
        LessonPaths.Reconnecting);

    private static string Times(Examination connection, IGrouping<string, EventBlock> group)
    {
        var text = new StringBuilder($"id: {Words.Quote(group.Key)}, {group.Count()} times: ");
        return text.AppendJoin(", ", group.Take(3).Select(block => $"at {connection.Time(block.LastArrival)} (byte {block.Offset})")).ToString();
    }
}
