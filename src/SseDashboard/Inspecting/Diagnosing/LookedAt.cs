using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Says what a diagnosis looked at, and what it could not see.</summary>
internal static class LookedAt
{
    /// <summary>The sentences.</summary>
    /// <param name="session">The connections.</param>
    /// <param name="resuming">The further request that asked to resume, if there was one.</param>
    /// <param name="buffering">The further request that ruled out compression, if there was one.</param>
    public static IEnumerable<string> Of(IReadOnlyList<Examination> session, Examination[] resuming, Examination[] buffering)
    {
        if (session.Count == 0)
            return ["There is no connection yet."];
        var last = session[^1];
        string?[] sentences =
        [
            Head(last), Redirects(session), CrossOrigin(last), Compression(last), Lines(last), Kept(last), Events(last), Arrivals(last), Buffering(last, buffering), Silence(last),
            Listeners(last), Crowding(last), Ids(last), Resuming(last, [.. session, .. resuming]), End(last),
        ];
        return sentences.OfType<string>();
    }

    private static string Head(Examination connection) => connection.Seen switch
    {
        { Request.Way: ObservedWay.EventSource } => "EventSource shows events of the types it listens to, and nothing else: no status, headers, bytes, comments or retry. Let the host read the stream too, or use fetch, to have those checked.",
        { Head: { } head } => $"Status and content type: {head.Status}, {(head.MediaType is { } type ? Words.Quote(type) : "none")}.",
        { End.Reason: { } reason } => $"There was no response: {reason}",
        _ => "There is no response yet.",
    };

    /// <summary>What the host saw that the browser does not show.</summary>
    public static string OfHost(Examination connection) => connection.Seen switch
    {
        { Head: { } head } => $"The host made the same request: status {head.Status}, content type {(head.MediaType is { } type ? Words.Quote(type) : "none")}, {Quantity.Of(connection.Seen.Counts.Events, "event")}. The browser's cookies were not sent.",
        { End.Reason: { } reason } => $"The host made the same request and got no response: {reason}",
        _ => "The host makes the same request, and has no response yet.",
    };

    private static string? Redirects(IReadOnlyList<Examination> session) => session.Sum(connection => connection.Seen.Redirects.Count) is > 0 and var redirects
        ? $"The headers at {Quantity.Of(redirects, "redirect")}." : null;

    private static string? CrossOrigin(Examination connection) => connection.Seen switch
    {
        { Head: null } => null,
        { Request.Way: ObservedWay.Host } when connection.Context.Origin is { } origin => $"The CORS headers for a page of {origin}. No preflight request was sent.",
        { Request: { Way: ObservedWay.Fetch, IsCrossOrigin: true } } => "CORS: the browser let this page read the response.",
        { Request.Way: ObservedWay.Host } => "CORS was not checked, since this host made the request. Add the page's origin as an Origin header to check it.",
        _ => null,
    };

    private static string? Compression(Examination connection) => connection.Seen.Head is null ? null
        : $"Compression: {(connection.Seen.Head.Headers.Find("Content-Encoding") is { } coding ? Words.Quote(coding) : "none")}.";

    private static string? Lines(Examination connection) => !connection.IsStream || !connection.HasBytes ? null
        : $"Line ends, field names, byte order marks and UTF-8 of {Quantity.Of(connection.Seen.Blocks.Count, "block")} ({Quantity.Bytes(connection.Seen.Counts.Bytes)}).";

    private static string? Kept(Examination connection) => connection.Seen switch
    {
        { Exceeded: { } exceeded } => exceeded,
        { Counts.DroppedBlocks: > 0 and var dropped } => $"{Quantity.Of(dropped, "older block")} no longer kept, and not checked.",
        _ => null,
    };

    private static string Events(Examination connection) =>
        $"Data of {Quantity.Of(connection.Events.Count(), "event")}: JSON, errors, end marks.";

    private static string? Arrivals(Examination connection) => !connection.IsStream || connection.Seen.Counts.Chunks == 0 ? null
        : $"Arrivals: {Quantity.Of(connection.Seen.Blocks.Count, "block")} in {Quantity.Of(connection.Seen.Counts.Chunks, "chunk")}, in {Quantity.Of(connection.Clumps.Count, "burst")}.";

    private static string? Buffering(Examination connection, Examination[] probes) => probes is [var probe]
        ? $"Buffering: asked for again without compression; {Answer(probe)}."
        : connection.IsStream ? "Buffering by compression: not asked yet." : null;

    private static string Answer(Examination probe) => probe.Seen switch
    {
        { Head: { } head, Counts: var counts } =>
            $"{head.Status}, {Quantity.Of(counts.Events, "event")} in {Words.Seconds(probe.Until - probe.Seen.StartedAt)}{(probe.Seen.End is null ? " so far" : "")}",
        { End.Reason: { } reason } => $"no response: {reason.TrimEnd('.')}",
        _ => "no response yet",
    };

    private static string? Silence(Examination connection)
    {
        if (!connection.IsStream || !connection.HasBytes)
            return null;
        double longest = Math.Max(connection.SilenceAtEnd.TotalSeconds, connection.Seen.LongestSilence?.Length.TotalSeconds ?? 0);
        bool isShort = connection.Until - connection.Seen.StartedAt < TimeSpan.FromSeconds(30);
        return string.Create(CultureInfo.InvariantCulture, $"The longest silence: {longest:0.0} s.")
            + (isShort ? " Watch a quiet stream for 30 s to see whether it has heartbeats." : "");
    }

    private static string? Listeners(Examination connection)
    {
        if (connection.Context.Listeners is { } listeners)
            return $"Event types against {Quantity.Of(listeners.Count, "listener")}.";
        string[] types = [.. connection.Events.Select(block => block.Event!.Value.Type).Distinct().Where(type => type != "message")];
        return types.Length == 0 ? null
            : $"Event types: {Words.List(types.Select(type => Words.Quote(type)))}. Each needs a listener with its name: onmessage hears message only.";
    }

    private static string? Crowding(Examination connection) => connection.Seen.Head is { Protocol.Length: > 0 } head
        ? $"{head.Protocol}, with {Quantity.Of(Math.Max(connection.Context.StreamsOnOrigin, connection.Seen.StreamsOnOrigin), "stream")} on the origin." : null;

    private static string? Ids(Examination connection) => !connection.IsStream || !connection.HasBytes ? null
        : $"{Quantity.Of(connection.Lines.Ids.Count, "id")}.";

    private static string? Resuming(Examination last, IReadOnlyList<Examination> session)
    {
        var resumed = session.LastOrDefault(connection => connection.Seen.Request.LastEventId.Length > 0);
        return resumed is not null
            ? $"Resuming: asked with Last-Event-ID {Words.Quote(resumed.Seen.Request.LastEventId)}; {Answer(resumed)}."
            : last.IsStream ? "Resuming: not asked yet." : null;
    }

    private static string? End(Examination connection) => connection.Seen.End switch
    {
        null when connection.IsStream => "The end was not checked: the stream is still open.",
        { Kind: ObservedEndKind.Stopped } => "The end was not checked: the stream was stopped here.",
        { } end => $"The end, at {connection.Time(end.At)}.",
        _ => null,
    };
}
