using System.Text;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Observing;

/// <summary>Observations as a test describes them. Times are seconds after the request.</summary>
internal static class Observed
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Uri Url = new("https://example.org/stream");

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    public static Observation Request(
        ObservedWay way = ObservedWay.Host, ObservingOptions? options = null, double at = 0, string? lastEventId = null) =>
        new(new(Url, "GET", lastEventId is null ? [] : [new("Last-Event-ID", lastEventId)], null, way), At(at), options ?? new());

    /// <summary>The head of a healthy stream.</summary>
    public static ObservedHead Head(int status = 200, string? type = "text/event-stream", double at = 0, params (string Name, string Value)[] headers) =>
        new(status, "HTTP/2", Url,
            [.. type is null ? [] : new[] { new ObservedHeader("Content-Type", type) }, .. headers.Select(header => new ObservedHeader(header.Name, header.Value))],
            At(at));

    /// <summary>An observation of a healthy stream's head, ready for its body.</summary>
    public static Observation Stream(ObservingOptions? options = null, string? lastEventId = null)
    {
        var observation = Request(options: options, lastEventId: lastEventId);
        observation.Answered(Head());
        return observation;
    }

    public static bool Received(this Observation observation, string text, double at = 0) =>
        observation.Received(Encoding.UTF8.GetBytes(text), At(at));

    public static void Completed(this Observation observation, double at) =>
        observation.Ended(new(ObservedEndKind.Completed, null, null, At(at)));
}
