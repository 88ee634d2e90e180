using System.Threading.Channels;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>A stream with two events and a silence between them, which heartbeats may fill.</summary>
internal static class QuietLab
{
    private const string Seconds = "seconds", HeartbeatMs = "heartbeatMs", Text = "text";

    /// <summary>Answers <c>GET /labs/quiet?seconds=&amp;heartbeatMs=&amp;text=</c>; without a heartbeat, nothing fills the silence.</summary>
    public static IResult Answer(HttpRequest request, IOptions<LessonLabOptions> options, TimeProvider clock)
    {
        var bounds = options.Value;
        string text = request.Query[Text].ToString();
        if (LabRefusal.OfNumber(Seconds, request.Query[Seconds], 1, bounds.MaxQuietSeconds, "seconds", out int seconds) is { } refusal)
            return refusal;
        int heartbeat = 0;
        if (request.Query.TryGetValue(HeartbeatMs, out var every)
            && LabRefusal.OfNumber(HeartbeatMs, every, bounds.MinHeartbeatMs, bounds.MaxQuietSeconds * 1_000, "milliseconds", out heartbeat) is { } invalid)
        {
            return invalid;
        }

        if (text.Length > bounds.MaxHeartbeatLength)
            return Refusal.OfField(Text, $"Must have at most {bounds.MaxHeartbeatLength} characters, but has {text.Length}.");
        return EventStream.From(
            (frames, left) => WriteAsync(frames, TimeSpan.FromSeconds(seconds), heartbeat > 0 ? TimeSpan.FromMilliseconds(heartbeat) : null, text, clock, left),
            new() { HeartbeatInterval = TimeSpan.Zero });
    }

    // excerpt: quiet-stream
    private static async Task WriteAsync(
        ChannelWriter<EventFrame> frames, TimeSpan silence, TimeSpan? heartbeat, string text, TimeProvider clock, CancellationToken left)
    {
        long start = clock.GetTimestamp();
        await frames.WriteAsync(EventFrame.Of(new() { Data = "The last event for a while" }), left);
        for (int i = 1; heartbeat is { } every && i * every < silence; i++)
        {
            await Until(i * every);
            await frames.WriteAsync(EventFrame.OfComment(text), left);
        }

        await Until(silence);
        await frames.WriteAsync(EventFrame.Of(new() { Type = "final", Data = "Still here" }), left);

        Task Until(TimeSpan due)
        {
            var wait = due - clock.GetElapsedTime(start);
            return wait > TimeSpan.Zero ? Task.Delay(wait, clock, left) : Task.CompletedTask;
        }
    }
    // end excerpt
}
