using System.Diagnostics.Metrics;
using System.Text.Json;

namespace SseDashboard.Streams;

/// <summary>
/// The instruments of the event streams, in one meter. What a stream does all the time is only read when somebody collects;
/// nothing is counted here for each event and subscriber.
/// </summary>
public sealed class StreamMetrics
{
    /// <summary>The meter's name, by which an exporter asks for it.</summary>
    public const string MeterName = "SseDashboard.Streams";

    /// <summary>The attribute that says why a stream ended: a <see cref="StreamEnd"/> in snake case.</summary>
    public const string EndReason = "sse.end.reason";

    /// <summary>The attribute that says why a stream was rejected: a <see cref="RefusalReason"/> in snake case.</summary>
    public const string RejectionReason = "sse.rejection.reason";

    // From what the loopback takes to the write timeout, so that a client that reads slowly shows.
    private static readonly double[] FlushBuckets = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 20];

    private readonly Counter<long> _published;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _missed;
    private readonly Counter<long> _producerTimeouts;
    private readonly Histogram<double> _flush;

    internal StreamMetrics(IMeterFactory meters, ConnectionRegistry registry)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableUpDownCounter(
            "sse.server.active_streams", () => registry.Count, "{stream}", "Streams that are open.");
        meter.CreateObservableCounter(
            "sse.server.opened_streams", () => registry.Totals.Opened, "{stream}", "Streams that were admitted.");
        meter.CreateObservableCounter(
            "sse.server.ended_streams", () => ByReason(EndReason, registry.Totals.Ended), "{stream}", "Streams that have ended, by reason.");
        meter.CreateObservableCounter(
            "sse.server.rejected_streams", () => ByReason(RejectionReason, registry.Totals.Refused), "{stream}",
            "Streams that were refused before they started, by reason.");
        meter.CreateObservableCounter(
            "sse.server.write_timeouts", () => registry.Totals.Ended[StreamEnd.WriteTimeout], "{stream}",
            "Streams whose client took nothing within the write timeout and was cut off.");
        meter.CreateObservableCounter(
            "sse.server.sent_events", () => registry.Tally.Events, "{event}", "Events written to all streams, without comments.");
        meter.CreateObservableCounter(
            "sse.server.sent_bytes", () => registry.Tally.Bytes, "By", "Bytes of all bodies written, before any transfer coding.");
        meter.CreateObservableGauge(
            "sse.server.lag.max", () => registry.Lag.Most, "{event}", "How many published events the stream that is furthest behind has yet to write.");
        meter.CreateObservableGauge(
            "sse.server.lag.sum", () => registry.Lag.Sum, "{event}", "How many published events all streams of broadcasts together have yet to write.");
        _published = meter.CreateCounter<long>("sse.server.published_events", "{event}", "Events published to all broadcasts.");
        _gaps = meter.CreateCounter<long>("sse.server.gaps", "{gap}", "Gaps that subscribers of broadcasts were told of.");
        _missed = meter.CreateCounter<long>("sse.server.missed_events", "{event}", "Events missed in those gaps whose size is known.");
        _producerTimeouts = meter.CreateCounter<long>(
            "sse.server.producer_timeouts", "{stream}", "Streams whose producer went on after the stream had ended, for longer than it is waited for.");
        _flush = meter.CreateHistogram(
            "sse.server.flush.duration", "s", "Time from a flush until the client's connection has taken it, or was cut off.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = FlushBuckets });
    }

    /// <summary>Whether flush times are collected; otherwise the clock need not be read.</summary>
    internal bool TimesFlushes => _flush.Enabled;

    internal void Flushed(TimeSpan time) => _flush.Record(time.TotalSeconds);

    internal void Published(int events) => _published.Add(events);

    internal void ProducerTimedOut() => _producerTimeouts.Add(1);

    internal void ToldOfGap(long? missed)
    {
        _gaps.Add(1);
        _missed.Add(missed ?? 0);
    }

    private static IEnumerable<Measurement<long>> ByReason<T>(string attribute, IReadOnlyDictionary<T, long> counts)
        where T : struct, Enum => counts.Select(count => new Measurement<long>(
            count.Value, new KeyValuePair<string, object?>(attribute, JsonNamingPolicy.SnakeCaseLower.ConvertName(count.Key.ToString()))));
}
