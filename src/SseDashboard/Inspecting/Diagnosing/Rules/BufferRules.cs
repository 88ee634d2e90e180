using SseDashboard.Display;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>
/// <c>compressed</c>, and <c>buffered</c>: events that arrived together although they were made apart. A burst alone is no sign: a
/// server may write many events at once.
/// </summary>
internal static class BufferRules
{
    /// <summary>How to keep a stream from being compressed.</summary>
    public const string Uncompressed =
        "Exclude text/event-stream from compression (nginx: gzip_types; ASP.NET Core: ResponseCompressionOptions.ExcludedMimeTypes; Express: the filter option), "
        + "or flush the compressor after each event. Cache-Control: no-transform asks proxies not to compress.";

    /// <summary>How to keep a stream from being buffered.</summary>
    public const string Unbuffered =
        "Send X-Accel-Buffering: no with the stream, which nginx obeys, or set proxy_buffering off in its location. "
        + "In the server, flush after each event (ASP.NET Core: Response.Body.FlushAsync; Express with compression: res.flush). "
        + "Check other proxies and CDNs on the way for a buffer of their own.";

    // Of one burst, the time over which its events were made; of each of two bursts.
    private static readonly TimeSpan LongSpread = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    // How far the server's clock may be ahead, which would make old events look new.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(0.5);

    // A pause that a server which flushes its events does not make in the middle of one.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (!connection.HasBytes || connection.Seen.Head is not { } head)
            yield break;
        if (head.Headers.Find("Content-Encoding") is { } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            yield return Compressed(connection, coding);
        if (connection.IsStream && Evidence(connection) is { } evidence)
            yield return Buffered(connection, evidence.Sentence, evidence.Details, evidence.Severity);
    }

    private static Finding Compressed(Examination connection, string coding) => new(
        "compressed", Severity.Warning,
        $"The stream is compressed ({Words.Quote(coding)}), and a compressor that is not flushed holds events back.",
        [
            connection.Header("Content-Encoding"),
            $"{Quantity.Of(connection.Seen.Counts.Events, "event")} arrived in {Quantity.Of(connection.Clumps.Count, "burst")}.",
        ],
        Uncompressed, LessonPaths.Between);

    private static Finding Buffered(Examination connection, string sentence, IEnumerable<string> details, Severity severity) => new(
        "buffered", severity, sentence,
        [.. details, connection.Header("X-Accel-Buffering")],
        Unbuffered, LessonPaths.Between);

    private static (string Sentence, IEnumerable<string> Details, Severity Severity)? Evidence(Examination connection) =>
        ByTimes(connection) ?? ByCuts(connection) ?? ByHeartbeats(connection) ?? ByEnd(connection);

    // The events say when they were made. Older ones than the request are history, which is sent at once.
    private static (string, IEnumerable<string>, Severity)? ByTimes(Examination connection)
    {
        var late = new List<(Clump Clump, DateTimeOffset First, DateTimeOffset Last)>();
        foreach (var clump in connection.Clumps.Where(clump => clump.Blocks.Count > 1))
        {
            DateTimeOffset[] made = [.. clump.Blocks.Select(EventTimes.Of).OfType<DateTimeOffset>()
                .Where(time => time >= connection.Seen.StartedAt && time <= clump.At + Ahead)];
            if (made.Length > 1 && made.Max() - made.Min() >= Spread)
                late.Add((clump, made.Min(), made.Max()));
        }

        if (late.Count < 2 && !late.Any(one => one.Last - one.First >= LongSpread))
            return null;
        return ("Events arrive in bursts, long after they were made: something is holding them back.",
            late.Take(3).Select(one => $"At {connection.Time(one.Clump.At)}, {one.Clump.Blocks.Count} blocks at once; their own times span {Words.Seconds(one.Last - one.First)}."),
            Severity.Error);
    }

    // Bursts that stop inside an event: a server writes whole events, a buffer is full at any byte.
    private static (string, IEnumerable<string>, Severity)? ByCuts(Examination connection)
    {
        var cuts = new List<string>();
        // How many blocks the current chunk has ended, and where it began.
        int ended = 0;
        long chunk = -1;
        foreach (var block in connection.Seen.Blocks)
        {
            var (first, last) = (block.Chunks[0], block.Chunks[^1]);
            if (last.At - first.At >= Pause && first.Offset == chunk && ended >= 3)
                cuts.Add($"A burst ended inside an event, at byte {block.Chunks[1].Offset}; the rest came {Words.Seconds(last.At - first.At)} later.");
            ended = last.Offset == chunk ? ended + 1 : 1;
            chunk = last.Offset;
        }

        return cuts.Count < 2 ? null : ("Bursts end in the middle of an event, as when a buffer is passed on once it is full.", cuts.Take(3), Severity.Error);
    }

    // Heartbeats are written apart.
    private static (string, IEnumerable<string>, Severity)? ByHeartbeats(Examination connection)
    {
        var clump = connection.Clumps.Skip(1).FirstOrDefault(clump => clump.Blocks.Count(IsHeartbeat) >= 3);
        return clump is null ? null : ("Several heartbeats arrive at once: something is holding them back.",
            [$"At {connection.Time(clump.At)}, {clump.Blocks.Count(IsHeartbeat)} comments such as {Words.Quote(clump.Blocks.First(IsHeartbeat).Bytes.Span)}"],
            Severity.Error);
    }

    private static bool IsHeartbeat(EventBlock block) => block.Outcome == BlockOutcome.NoFields && block.Bytes.Span.StartsWith(":"u8);

    // Everything at the end, after a long wait. A server that works and then answers looks the same.
    private static (string, IEnumerable<string>, Severity)? ByEnd(Examination connection)
    {
        var seen = connection.Seen;
        bool isAtEnd = seen is { End.Kind: ObservedEndKind.Completed, Counts.Events: >= 5 } && connection.Clumps.Count == 1
            && seen.FirstArrival - seen.StartedAt >= LongSpread && seen.End.At - seen.FirstArrival <= Ahead;
        return !isAtEnd ? null : ("All events arrive together, with the end of the response: something may be holding them back.",
            [$"Nothing for {Words.Seconds(seen.FirstArrival!.Value - seen.StartedAt)}, then all {seen.Counts.Events} events and the end."],
            Severity.Warning);
    }
}
