using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary><c>idle-cut</c> and <c>no-heartbeat</c>.</summary>
internal static class SilenceRules
{
    // Half of the 60 s after which common proxies cut an idle connection, and a second for a heartbeat that is late.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(31);

    // A proxy may end a response as a server does. Below this, a silence before such an end is too short to tell.
    private static readonly TimeSpan ShortestCompleted = TimeSpan.FromSeconds(30);

    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (!connection.HasBytes || !connection.IsStream)
            yield break;
        if (IsCutWhenIdle(connection))
            yield return IdleCut(connection);

        var silence = new ObservedSilence(connection.LastSign, connection.Until);
        if (connection.Seen.LongestSilence is { } earlier && earlier.Length > silence.Length)
            silence = earlier;
        if (silence.Length > Longest)
            yield return NoHeartbeat(connection, silence);
    }

    private static bool IsCutWhenIdle(Examination connection) => connection.SilenceAtEnd is var silence && IsRound(silence) && connection.Seen.End switch
    {
        { Failure: ObservedFailure.Cut } => true,
        { Kind: ObservedEndKind.Completed } => !EndMarks.IsEnd(connection)
            && (silence >= ShortestCompleted || connection.Earlier.Any(earlier => earlier.EndedByServer && IsClose(earlier.SilenceAtEnd, silence))),
        _ => false,
    };

    // 5, 10, 15 ... 60 s, then full half minutes, and the two that Azure (230 s) and AWS (350 s) use.
    private static bool IsRound(TimeSpan silence) => silence.TotalSeconds switch
    {
        < 4.7 => false,
        < 62.5 => IsNearMultiple(silence, 5),
        _ => IsNearMultiple(silence, 30) || IsClose(silence, TimeSpan.FromSeconds(100)) || IsClose(silence, TimeSpan.FromSeconds(230)) || IsClose(silence, TimeSpan.FromSeconds(350)),
    };

    private static bool IsNearMultiple(TimeSpan silence, int seconds) =>
        IsClose(silence, TimeSpan.FromSeconds(Math.Round(silence.TotalSeconds / seconds) * seconds));

    // Timers of proxies are late by up to a second or so, never early by more than the network's delay.
    private static bool IsClose(TimeSpan one, TimeSpan other) => Math.Abs((one - other).TotalSeconds) <= Math.Max(0.3, other.TotalSeconds * 0.01);

    private static Finding IdleCut(Examination connection) => new(
        "idle-cut", Severity.Error,
        $"The connection ends after {Math.Round(connection.SilenceAtEnd.TotalSeconds):0} s of silence, a round number that suggests a proxy's idle timeout.",
        [
            $"{(connection.Seen.LastArrival is { } last ? $"Last byte at {connection.Time(last)}" : "No byte")}, end at {connection.Time(connection.Until)}: {Words.Seconds(connection.SilenceAtEnd)} of silence.",
            connection.Seen.End!.Failure == ObservedFailure.Cut ? "The response was cut off, not completed." : "The response was completed without an end mark.",
        ],
        $"Send a comment (\": heartbeat\" and a blank line) more often than every {Math.Round(connection.SilenceAtEnd.TotalSeconds):0} s, such as every 15 s, or raise the proxy's timeout (nginx: proxy_read_timeout).",
        LessonPaths.KeepAlive);

    private static Finding NoHeartbeat(Examination connection, ObservedSilence silence) => new(
        "no-heartbeat", Severity.Warning,
        $"The stream is silent for {Math.Floor(silence.Length.TotalSeconds):0} s, without a heartbeat.",
        [
            $"No byte from {connection.Time(silence.From)} to {connection.Time(silence.To)}.",
            $"Comments in the whole stream: {connection.Seen.Counts.Comments}.",
        ],
        "Send a comment (\": heartbeat\" and a blank line) after 15 s without an event. It keeps proxies from cutting the idle connection, which many do after 60 s, and shows the server that a client is gone.",
        LessonPaths.KeepAlive);
}
