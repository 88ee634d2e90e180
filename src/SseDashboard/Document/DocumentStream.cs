using System.Globalization;
using System.Threading.Channels;
using SseDashboard.Streams;

namespace SseDashboard.Document;

/// <summary>
/// The stream of the document: four events at once, a message every two seconds, <c>final</c> after seven, and the end.
/// </summary>
internal static class DocumentStream
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(7);

    /// <summary>Writes the events at the document's times, reckoned from now on the given clock.</summary>
    public static async Task WriteAsync(ChannelWriter<EventFrame> frames, TimeProvider clock, CancellationToken left)
    {
        long start = clock.GetTimestamp();

        await Send(new() { Id = Now(), Type = "init", Data = "Init flow stream" });
        await Send(new() { Type = "message", Data = "Event without id" });
        await Send(new() { Data = "Event without id and event" });
        await Send(new() { Id = Now(), Type = "error", Data = "Event type error" });

        for (var due = Interval; due < Length; due += Interval)
        {
            await Until(due);
            await Send(new() { Id = Now(), Data = "Default event type message" });
        }

        await Until(Length);
        await Send(new() { Id = Now(), Type = "final", Data = "Final event" });

        string Now() => clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        ValueTask Send(ServerSentEvent e) => frames.WriteAsync(EventFrame.Of(e), left);

        // Reckoned from the start, so that no delay adds to the next one.
        Task Until(TimeSpan due)
        {
            var wait = due - clock.GetElapsedTime(start);
            return wait > TimeSpan.Zero ? Task.Delay(wait, clock, left) : Task.CompletedTask;
        }
    }
}
