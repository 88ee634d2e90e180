using System.Globalization;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary><c>last-event-id-refused</c> and <c>replays-wrongly</c>: what a server makes of Last-Event-ID.</summary>
internal static class ResumeRules
{
    // Statuses that answer this request, not the state of the server.
    private static readonly HashSet<int> Refusals = [400, 404, 409, 410, 412, 416, 422, 500];

    public static IEnumerable<Finding> Of(IReadOnlyList<Examination> session)
    {
        var resumed = session.Where(connection => connection.HasBytes && connection.Seen.Request.LastEventId.Length > 0).ToArray();
        if (resumed.LastOrDefault(IsRefused) is { } refused)
            yield return Refused(refused);
        foreach (var connection in resumed.Where(connection => connection.IsStream).Reverse())
        {
            if (Repeated(connection) is { } repeated)
                yield return Wrong(connection, $"After Last-Event-ID, the server sends {repeated} events again that the client has.");
            else if (Skipped(connection) is { } skipped)
                yield return Wrong(connection, $"After Last-Event-ID, the server leaves out {skipped} events and does not say so.");
            else
                continue;
            yield break;
        }
    }

    private static bool IsRefused(Examination connection) =>
        connection.Seen.Head is { } head && Refusals.Contains(head.Status)
        && connection.Earlier.Any(earlier => earlier.IsStream && earlier.Seen.Request.LastEventId != connection.Seen.Request.LastEventId);

    private static int? Repeated(Examination connection)
    {
        string last = connection.Seen.Request.LastEventId;
        var known = Known(connection).Append(last).ToHashSet();
        int repeated = connection.Lines.Ids.Count(one =>
            one.Block.Event!.Value.Type != GapNotice.EventType && (known.Contains(one.Id) || IsBefore(one.Id, last)));
        return repeated == 0 ? null : repeated;
    }

    // The ids that a client which resumes has: all up to the one that it names.
    private static IEnumerable<string> Known(Examination connection)
    {
        string[] earlier = [.. connection.Earlier.SelectMany(one => one.Lines.Ids).Select(one => one.Id)];
        int last = Array.LastIndexOf(earlier, connection.Seen.Request.LastEventId);
        return last < 0 ? earlier : earlier.Take(last);
    }

    // Only where ids count by one. A server that announces the gap has done what it can.
    private static long? Skipped(Examination connection)
    {
        if (connection.Lines.Ids.Count < 2 || connection.Events.Any(block => block.Event!.Value.Type == GapNotice.EventType)
            || Number(connection.Seen.Request.LastEventId) is not var (prefix, last))
        {
            return null;
        }

        var numbers = connection.Lines.Ids.Select(one => Number(one.Id)).ToArray();
        bool countsByOne = numbers.Zip(numbers.Skip(1)).All(pair =>
            pair.First is { } one && pair.Second is { } next && one.Prefix == prefix && next.Prefix == prefix && next.Value == one.Value + 1);
        return countsByOne && numbers[0]!.Value.Value > last + 1 ? numbers[0]!.Value.Value - last - 1 : null;
    }

    private static bool IsBefore(string id, string last) =>
        Number(id) is var (prefix, number) && Number(last) is var (lastPrefix, lastNumber) && prefix == lastPrefix && number < lastNumber;

    // "7", or "epoch-7".
    private static (string Prefix, long Value)? Number(string id)
    {
        int start = id.Length;
        while (start > 0 && char.IsAsciiDigit(id[start - 1]))
            start--;
        return long.TryParse(id.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? (id[..start], value) : null;
    }

    private static Finding Refused(Examination connection) => new(
        "last-event-id-refused", Severity.Error,
        $"The server refuses a request with Last-Event-ID with {connection.Seen.Head!.Status}, and streams without it.",
        [
            $"Last-Event-ID: {Words.Quote(connection.Seen.Request.LastEventId)}",
            $"Status {connection.Seen.Head.Status}{(connection.Seen.BodyStart.IsEmpty ? "" : $", body: {Words.Quote(connection.Seen.BodyStart.Span)}")}",
        ],
        "Accept every Last-Event-ID, as UTF-8 and of any form: continue after it if it is known, else start live, and send an event that says what is missing. After this status, EventSource does not reconnect.",
        LessonPaths.Reconnecting);

    private static Finding Wrong(Examination connection, string sentence) => new(
        "replays-wrongly", Severity.Error, sentence,
        [
            $"Last-Event-ID: {Words.Quote(connection.Seen.Request.LastEventId)}",
            $"The first ids after it: {Words.List(connection.Lines.Ids.Select(one => Words.Quote(one.Id)))}",
        ],
        "Read Last-Event-ID (in ASP.NET Core, Request.Headers[\"Last-Event-ID\"]) and start with the event after that id. If it is no longer there, send an event that says how many are missing.",
        LessonPaths.Reconnecting);
}
