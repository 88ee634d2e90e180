using System.Globalization;
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
        if (Number(request.Query[Seconds], 1, bounds.MaxQuietSeconds) is not { } seconds)
            return Refusal.OfField(Seconds, $"Must be a whole number of seconds, 1 to {bounds.MaxQuietSeconds}, but is '{request.Query[Seconds]}'.");
        int most = bounds.MaxQuietSeconds * 1_000;
        int? heartbeat = Number(request.Query[HeartbeatMs], bounds.MinHeartbeatMs, most);
        if (heartbeat is null && request.Query[HeartbeatMs].Count > 0)
            return Refusal.OfField(HeartbeatMs, $"Must be a whole number of milliseconds, {bounds.MinHeartbeatMs} to {most}, but is '{request.Query[HeartbeatMs]}'.");
        if (text.Length > bounds.MaxHeartbeatLength)
            return Refusal.OfField(Text, $"Must have at most {bounds.MaxHeartbeatLength} characters, but has {text.Length}.");
        return EventStream.From(
            (frames, left) => WriteAsync(frames, TimeSpan.FromSeconds(seconds), heartbeat is { } ms ? TimeSpan.FromMilliseconds(ms) : null, text, clock, left),
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

    private static int? Number(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number : null;
}
