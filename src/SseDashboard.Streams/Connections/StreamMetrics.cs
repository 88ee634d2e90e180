using System.Diagnostics.Metrics;

namespace SseDashboard.Streams;

/// <summary>The meter of the event streams, and the instruments that streams record to.</summary>
public sealed class StreamMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "SseDashboard.Streams";

    /// <summary>The attribute that says why a stream ended: a <see cref="StreamEnd"/> in snake case.</summary>
    public const string EndReason = "sse.end.reason";

    /// <summary>The attribute that says why a stream was rejected: a <see cref="RefusalReason"/> in snake case.</summary>
    public const string RejectionReason = "sse.rejection.reason";

    // From a write to the loopback up to the write timeout, so that slow readers show.
    private static readonly double[] FlushBuckets = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 20];

    private readonly Counter<long> _published;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _missed;
    private readonly Counter<long> _producerTimeouts;
    private readonly Histogram<double> _flush;

    internal StreamMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        _published = Meter.CreateCounter<long>("sse.server.published_events", "{event}", "Events published to all broadcasts.");
        _gaps = Meter.CreateCounter<long>("sse.server.gaps", "{gap}", "Gap events sent to subscribers of broadcasts.");
        _missed = Meter.CreateCounter<long>("sse.server.missed_events", "{event}", "Events missed in those gaps whose size is known.");
        _producerTimeouts = Meter.CreateCounter<long>(
            "sse.server.producer_timeouts", "{stream}", "Streams whose producer was still running when the producer timeout elapsed.");
        _flush = Meter.CreateHistogram(
            "sse.server.flush.duration", "s", "Time from a flush until the client's connection has taken it, or was aborted.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = FlushBuckets });
    }

    internal Meter Meter { get; }

    /// <summary>Whether flush times are collected; otherwise the clock need not be read.</summary>
    internal bool TimesFlushes => _flush.Enabled;

    internal void Flushed(TimeSpan time) => _flush.Record(time.TotalSeconds);

    internal void Published(int events) => _published.Add(events);

    internal void ProducerTimedOut() => _producerTimeouts.Add(1);

    internal void GapSent(long? missed)
    {
        _gaps.Add(1);
        _missed.Add(missed ?? 0);
    }
}
