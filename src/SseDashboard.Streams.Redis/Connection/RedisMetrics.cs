using System.Diagnostics.Metrics;

namespace SseDashboard.Streams;

/// <summary>The instruments of the shared log, in the meter of the streams.</summary>
internal sealed class RedisMetrics
{
    private readonly Counter<long> _reads;
    private readonly Counter<long> _missed;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _epochs;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _repeated;
    private readonly Histogram<double> _duration;

    public RedisMetrics(StreamMetrics streams)
    {
        var meter = streams.Meter;
        _reads = meter.CreateCounter<long>("sse.server.log.reads", "{read}", "Reads of the shared log, by page.");
        _missed = meter.CreateCounter<long>("sse.server.log.missed_messages", "{message}", "Messages that were not the next event, so that the log was read.");
        _dropped = meter.CreateCounter<long>("sse.server.log.dropped_messages", "{message}", "Messages dropped because too many waited; their events are read from the log.");
        _epochs = meter.CreateCounter<long>("sse.server.log.epochs", "{epoch}", "Epochs begun by publications of this host.");
        _lost = meter.CreateCounter<long>("sse.server.log.lost_histories", "{history}", "Histories of this host replaced because the log had lost some of their events.");
        _failures = meter.CreateCounter<long>("sse.server.log.failed_publications", "{publication}", "Publications that the log did not accept or confirm.");
        _repeated = meter.CreateCounter<long>("sse.server.log.repeated_publications", "{publication}", "Publications that the log had already, and answered with their first id.");
        _duration = meter.CreateHistogram<double>("sse.server.log.publish.duration", "s", "Time from a publication to the answer of the log.");
        meter.CreateObservableUpDownCounter("sse.server.log.pending_publications", () => Pending?.Count ?? 0, "{publication}", "Publications that wait for the log.");
        meter.CreateObservableUpDownCounter("sse.server.log.pending_bytes", () => Pending?.Bytes ?? 0, "By", "Bytes of the publications that wait for the log.");
        meter.CreateObservableUpDownCounter("sse.server.log.channels", () => Volatile.Read(ref _channels), "{channel}", "Channels whose history this host holds.");
    }

    private int _channels;

    /// <summary>The publications that wait.</summary>
    public PendingPublications? Pending { get; set; }

    public void Read() => _reads.Add(1);

    public void MissedMessage() => _missed.Add(1);

    public void Dropped(int messages) => _dropped.Add(messages);

    public void EpochBegun() => _epochs.Add(1);

    public void HistoryLost() => _lost.Add(1);

    public void Failed() => _failures.Add(1);

    public void Repeated() => _repeated.Add(1);

    public void Published(TimeSpan time) => _duration.Record(time.TotalSeconds);

    public void Opened() => Interlocked.Increment(ref _channels);

    public void Closed() => Interlocked.Decrement(ref _channels);
}
