using System.Diagnostics.Metrics;
using System.Text.Json;

namespace SseDashboard.Streams;

/// <summary>The observable instruments. They are computed when a collector asks, never per event and subscriber.</summary>
public sealed partial class ConnectionRegistry
{
    private long _eventsOfEnded;
    private long _bytesOfEnded;

    internal StreamMetrics Metrics { get; }

    /// <summary>Events and bytes written to all streams since the start. It never decreases.</summary>
    internal (long Events, long Bytes) Tally
    {
        get
        {
            // Under the lock that moves an ending stream from the list to the sums: otherwise it could be counted twice or not at all.
            lock (_admission)
            {
                var (events, bytes) = (_eventsOfEnded, _bytesOfEnded);
                foreach (var (_, connection) in _open)
                {
                    var written = connection.Written;
                    events += written.Events;
                    bytes += written.Bytes;
                }

                return (events, bytes);
            }
        }
    }

    /// <summary>How many events the streams of broadcasts are behind: the largest lag and the sum.</summary>
    internal (long Max, long Sum) Lag
    {
        get
        {
            long max = 0, sum = 0;
            foreach (var (_, connection) in _open)
            {
                long lag = connection.Lag ?? 0;
                max = Math.Max(max, lag);
                sum += lag;
            }

            return (max, sum);
        }
    }

    private void Observe()
    {
        var meter = Metrics.Meter;
        meter.CreateObservableUpDownCounter("sse.server.active_streams", () => Count, "{stream}", "Open streams.");
        meter.CreateObservableCounter("sse.server.opened_streams", () => Totals.Opened, "{stream}", "Streams admitted.");
        meter.CreateObservableCounter(
            "sse.server.ended_streams", () => ByReason(StreamMetrics.EndReason, Totals.Ended), "{stream}", "Streams ended, by reason.");
        meter.CreateObservableCounter(
            "sse.server.rejected_streams", () => ByReason(StreamMetrics.RejectionReason, Totals.Refused), "{stream}",
            "Streams refused before they started, by reason.");
        meter.CreateObservableCounter(
            "sse.server.write_timeouts", () => Totals.Ended[StreamEnd.WriteTimeout], "{stream}",
            "Streams whose client read nothing within the write timeout.");
        meter.CreateObservableCounter(
            "sse.server.sent_events", () => Tally.Events, "{event}", "Events written to all streams, without comments.");
        meter.CreateObservableCounter(
            "sse.server.sent_bytes", () => Tally.Bytes, "By", "Bytes of all bodies written, before any transfer coding.");
        meter.CreateObservableGauge(
            "sse.server.lag.max", () => Lag.Max, "{event}", "Published events not yet written to the stream that is furthest behind.");
        meter.CreateObservableGauge(
            "sse.server.lag.sum", () => Lag.Sum, "{event}", "Published events not yet written, summed over all streams of broadcasts.");
    }

    private static IEnumerable<Measurement<long>> ByReason<T>(
        string attribute, IReadOnlyDictionary<T, long> counts)
        where T : struct, Enum => counts.Select(count => new Measurement<long>(
            count.Value,
            new KeyValuePair<string, object?>(attribute, JsonNamingPolicy.SnakeCaseLower.ConvertName(count.Key.ToString()))));
}
