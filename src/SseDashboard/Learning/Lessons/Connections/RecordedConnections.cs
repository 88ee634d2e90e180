using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>What the host recorded of several streams of one page. Times are in milliseconds since the first request, by its clock.</summary>
/// <param name="Requests">When each request for a stream arrived, in order. A refused one has no record.</param>
/// <param name="Refused">How many requests it refused.</param>
/// <param name="Published">When it wrote the published event to the first stream; <see langword="null"/> if it did not.</param>
/// <param name="Written">To how many streams it wrote the event.</param>
internal sealed record RecordedConnections(IReadOnlyList<double> Requests, int Refused, double? Published, int Written)
{
    /// <summary>What the records of a run say.</summary>
    public static RecordedConnections Of(IReadOnlyList<WireRecord> records, int refused)
    {
        var requests = records.OfType<WireRequest>().Select(request => request.At).Order().ToArray();
        // A new listener of a broadcast first gets an id without data.
        var frames = records.OfType<WireFrame>().Where(frame => Exchange.FrameReading.Of(frame.Frame.Bytes.Span).HasData).ToArray();
        double Since(DateTimeOffset at) => (at - requests[0]).TotalMilliseconds;
        return new(
            [.. requests.Select(Since)],
            refused,
            requests.Length > 0 && frames.Length > 0 ? Since(frames.Min(frame => frame.At)) : null,
            frames.Select(frame => frame.Connection).Distinct().Count());
    }
}
