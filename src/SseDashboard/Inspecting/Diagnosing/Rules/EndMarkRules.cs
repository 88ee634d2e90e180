using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary><c>no-end-mark</c>: a response that ended, without saying that it is complete.</summary>
internal static class EndMarkRules
{
    // A stream that lasted longer was meant to go on, and reached a maximum lifetime.
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);

    /// <summary>Looks at the last stream of a session: of those before, the next one is the rest.</summary>
    public static IEnumerable<Finding> Of(IReadOnlyList<Examination> session)
    {
        if (session.LastOrDefault(connection => connection.IsStream) is not { Seen: { End.Kind: ObservedEndKind.Completed, Counts.Events: > 0 } seen } connection
            || EndMarks.IsEnd(connection) || IsIgnored(seen.Blocks[^1]))
        {
            yield break;
        }

        var format = EndMarks.FormatOf(connection);
        if (format is null && (seen.End!.At - seen.StartedAt > Short || EndMarks.IsJsonRpc(connection)))
            yield break;
        var last = connection.Events.Last().Event!.Value;
        yield return new(
            "no-end-mark", format is null ? Severity.Note : Severity.Error,
            format is null
                ? "The response ended without an end mark, so a client cannot tell whether it is complete."
                : $"The stream of {format.Name} ended without {format.EndMark}: the answer may be incomplete.",
            [
                $"Last event: type {Words.Quote(last.Type)}, data {Words.Quote(last.Data)}",
                $"The response was completed at {connection.Time(seen.End!.At)}.",
            ],
            format is null
                ? "Send an event that marks the end, such as data: [DONE] or event: final, and have the client close the stream when it arrives. Otherwise EventSource reconnects."
                : $"Send {format.EndMark} last. Look in the server's and the proxy's logs for what ended the response early.",
            LessonPaths.Closing);
    }

    // A block that would be the end mark, had its lines field names: that is another finding.
    private static bool IsIgnored(EventBlock last) =>
        last.Event is null && last.Lines().Any(line => line.Effect == LineEffect.IgnoredUnknownField);
}
