using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>What is between the server and the browser in an attempt.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is, as the lesson says it.</param>
/// <param name="Settings">The hop's settings, as in its address.</param>
/// <param name="IsForeign">Whether the page asks at another origin.</param>
/// <param name="WithCredentials">Whether the page asks with its cookies.</param>
internal sealed record HopCase(string Name, string Title, string Settings, bool IsForeign = false, bool WithCredentials = false);

/// <summary>What the browser saw of a stream. Times are in milliseconds since the request.</summary>
/// <param name="Opened">When it opened; <see langword="null"/> if it did not.</param>
/// <param name="Events">When its events arrived.</param>
/// <param name="Failed">Whether the EventSource failed permanently.</param>
public sealed record Arrivals(double? Opened, IReadOnlyList<double> Events, bool Failed)
{
    // As many as between.js keeps.
    private const int MostEvents = 200;

    /// <summary>The time from the first event to the last, in milliseconds.</summary>
    public double Span => Events.Count < 2 ? 0 : Events[^1] - Events[0];

    /// <summary>Whether the page's own script can have sent it.</summary>
    internal bool IsPlausible => Events is { Count: <= MostEvents };
}

/// <summary>What the host recorded of the same stream.</summary>
/// <param name="Requests">The requests that reached the stream.</param>
/// <param name="Status">The status that it answered; <see langword="null"/> if it answered none.</param>
/// <param name="Events">The events that it wrote.</param>
/// <param name="Span">The time from the first of them to the last, in milliseconds.</param>
/// <param name="HasCookie">Whether the request carried a cookie.</param>
internal sealed record RecordedStream(int Requests, int? Status, int Events, double Span, bool HasCookie)
{
    /// <summary>What the records of a run say.</summary>
    public static RecordedStream Of(IReadOnlyList<WireRecord> records)
    {
        // The stream ends with an event of the type done, right after the last one.
        var events = records.OfType<WireFrame>().Where(frame => Exchange.FrameReading.Of(frame.Frame.Bytes.Span) is { HasData: true, Type: "message" }).ToArray();
        var requests = records.OfType<WireRequest>().ToArray();
        return new(
            requests.Length,
            records.OfType<WireResponse>().FirstOrDefault()?.Status,
            events.Length,
            events.Length == 0 ? 0 : (events[^1].At - events[0].At).TotalMilliseconds,
            requests.Any(request => request.Headers.Any(header => header.Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))));
    }
}

/// <summary>An attempt to get a stream through, at both ends.</summary>
/// <param name="Case">What was in between.</param>
/// <param name="Browser">What the browser saw.</param>
/// <param name="Host">What the host recorded.</param>
internal sealed record HopAttempt(HopCase Case, Arrivals Browser, RecordedStream Host)
{
    /// <summary>
    /// Whether the events arrived as they were written: all of them, over at least a quarter of the time that the server took: a busy
    /// browser may be late with the first. Held back, they arrive together.
    /// </summary>
    public bool IsLive => Host.Events > 1 && Browser.Events.Count == Host.Events && Browser.Span >= Host.Span / 4;
}
