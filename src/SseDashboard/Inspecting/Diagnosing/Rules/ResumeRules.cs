using System.Globalization;
using SseDashboard.Display;
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
                yield return Wrong(connection, $"After Last-Event-ID, the server sends {Quantity.Of(repeated, "event")} that the client already has.");
            else if ((Skipped(connection) ?? Lost(connection)) is { } skipped)
                yield return Wrong(connection, $"After Last-Event-ID, the server skips {Quantity.Of(skipped, "event")} without saying so.");
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
        // A client which resumes has all events up to the one that it names.
        var known = EarlierIds(connection).Before.Append(last).ToHashSet();
        int repeated = connection.Lines.Ids.Count(one =>
            one.Block.Event!.Value.Type != GapNotice.EventType && (known.Contains(one.Id) || IsBefore(one.Id, last)));
        return repeated == 0 ? null : repeated;
    }

    // A client saw that this event follows the one named, but the server goes on with another.
    private static long? Lost(Examination connection)
    {
        string[] missing = [.. EarlierIds(connection).After.TakeWhile(id => connection.Lines.Ids.All(one => one.Id != id))];
        return missing.Length > 0 && connection.Lines.Ids.Count > 0 && !HasGapNotice(connection) ? missing.Length : null;
    }

    // The ids of earlier connections, before and after the one that the request names; all are before one that none had.
    private static (string[] Before, string[] After) EarlierIds(Examination connection)
    {
        string[] ids = [.. connection.Earlier.SelectMany(one => one.Lines.Ids).Select(one => one.Id)];
        int named = Array.LastIndexOf(ids, connection.Seen.Request.LastEventId);
        return named < 0 ? (ids, []) : (ids[..named], ids[(named + 1)..]);
    }

    private static bool HasGapNotice(Examination connection) => connection.Events.Any(block => block.Event!.Value.Type == GapNotice.EventType);

    // Only where ids count by one. A server that announces the gap has done what it can.
    private static long? Skipped(Examination connection)
    {
        if (connection.Lines.Ids.Count < 2 || HasGapNotice(connection)
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
        $"A request with Last-Event-ID gets status {connection.Seen.Head!.Status}, but one without it gets the stream.",
        [
            $"Last-Event-ID: {Words.Quote(connection.Seen.Request.LastEventId)}",
            $"Status {connection.Seen.Head.Status}{(connection.Seen.BodyStart.IsEmpty ? "" : $", body: {Words.Quote(connection.Seen.BodyStart.Span)}")}",
        ],
        "Accept any Last-Event-ID (its bytes are UTF-8): continue after it if it is known; otherwise start live and send an event that says what is missing. After this status, EventSource does not reconnect.",
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
