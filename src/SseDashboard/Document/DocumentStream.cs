using System.Globalization;
using System.Threading.Channels;
using SseDashboard.Streams;

namespace SseDashboard.Document;

/// <summary>
/// The document's stream: four events at once, a message every two seconds, <c>final</c> after seven seconds, then the end.
/// A script can change the periodic part.
/// </summary>
internal static class DocumentStream
{
    /// <summary>Writes the events at their times, relative to now on the given clock.</summary>
    public static async Task WriteAsync(
        ChannelWriter<EventFrame> frames, StreamScript script, TimeProvider clock, CancellationToken left)
    {
        // excerpt: document-stream
        long start = clock.GetTimestamp();
        var interval = TimeSpan.FromMilliseconds(script.IntervalMs);

        await Send(new() { Id = Now(), Type = "init", Data = "Init flow stream" });
        await Send(new() { Type = "message", Data = "Event without id" });
        await Send(new() { Data = "Event without id and event" });
        await Send(new() { Id = Now(), Type = "error", Data = "Event type error" });

        for (int i = 1; i <= script.Messages; i++)
        {
            await Until(i * interval);
            await Send(new() { Id = Now(), Data = script.Text });
        }

        if (script.Final)
        {
            await Until((script.Messages + 0.5) * interval);
            await Send(new() { Id = Now(), Type = "final", Data = "Final event" });
        }
        // end excerpt

        string Now() => clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        ValueTask Send(ServerSentEvent e) => frames.WriteAsync(EventFrame.Of(e), left);

        // Relative to the start, so that delays do not add up.
        Task Until(TimeSpan due)
        {
            var wait = due - clock.GetElapsedTime(start);
            return wait > TimeSpan.Zero ? Task.Delay(wait, clock, left) : Task.CompletedTask;
        }
    }
}
