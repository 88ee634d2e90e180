namespace SseDashboard.Inspecting;

/// <summary><c>reconnect-loop</c>: responses that end soon, again and again.</summary>
internal static class LoopRules
{
    private const int Ends = 3;

    // From one request to the next. A server that has clients poll on purpose leaves them more time.
    private static readonly TimeSpan ShortestCycle = TimeSpan.FromSeconds(10);

    public static IEnumerable<Finding> Of(IReadOnlyList<Examination> session)
    {
        int ends = 0;
        for (int i = 0; i < session.Count; i++)
        {
            bool isSoon = i == 0 || session[i].Seen.StartedAt - session[i - 1].Seen.StartedAt < ShortestCycle;
            bool hasEnded = session[i].IsStream && session[i].EndedByServer;
            ends = !hasEnded ? 0 : isSoon ? ends + 1 : 1;
            if (ends >= Ends && (i + 1 == session.Count || !session[i + 1].EndedByServer))
            {
                yield return Loop([.. session.Skip(i + 1 - ends).Take(ends)]);
                yield break;
            }
        }
    }

    private static Finding Loop(Examination[] loop)
    {
        var lives = loop.Select(connection => connection.Until - connection.Seen.StartedAt);
        return new(
            "reconnect-loop", Severity.Error,
            $"The server ended the stream {loop.Length} times in {Words.Seconds(loop[^1].Until - loop[0].Seen.StartedAt)}, and the client reconnected each time.",
            [
                $"The connections lasted {Words.List(lives.Select(Words.Seconds))}.",
                $"They had {Words.List(loop.Select(connection => $"{connection.Seen.Counts.Events}"))} events.",
                $"Reconnection time: {(loop[^1].Seen.Blocks is [.., { ReconnectionTime: { } time }] ? Words.Seconds(time) : "the client's own, a few seconds")}.",
            ],
            "Keep the response open while there is more to come: wait for the next event instead of returning from the handler. If there is nothing more, send an end mark that makes the client close, or answer the next request with 204.",
            LessonPaths.Closing);
    }
}
