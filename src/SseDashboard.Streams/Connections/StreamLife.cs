using Microsoft.Extensions.Logging;

namespace SseDashboard.Streams;

/// <summary>The intervals of a stream in clock ticks. Streams with the same settings share one object.</summary>
internal sealed class StreamLife
{
    private readonly long _lifetime;
    private readonly double _jitter;

    public StreamLife(StreamOptions options, StreamSettings settings, TimeProvider clock, ILogger log, StreamMetrics metrics)
    {
        Clock = clock;
        Log = log;
        Metrics = metrics;
        Heartbeat = Ticks(settings.IsVerbatim ? TimeSpan.Zero : settings.HeartbeatInterval ?? options.HeartbeatInterval);
        WriteTimeout = Ticks(options.WriteTimeout);
        ProducerTimeout = options.ProducerTimeout;
        _lifetime = Ticks(settings.MaxLifetime ?? options.MaxLifetime);
        _jitter = options.LifetimeJitter;
        if (!settings.IsVerbatim && (settings.ReconnectionInterval ?? options.ReconnectionInterval) is { } retry)
            Retry = EventFrame.Of(new() { Retry = retry });
    }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public StreamMetrics Metrics { get; }

    /// <summary>The idle interval; <see cref="long.MaxValue"/> if heartbeats are off.</summary>
    public long Heartbeat { get; }

    public long WriteTimeout { get; }

    public TimeSpan ProducerTimeout { get; }

    /// <summary>The frame that sets the reconnection time, if there is one.</summary>
    public EventFrame? Retry { get; }

    /// <summary>When a stream that starts now has to end: the lifetime less its random jitter.</summary>
    public long ExpiresFrom(long now) => _lifetime == long.MaxValue
        ? long.MaxValue
        : now + (long)(_lifetime * (1 - (_jitter * Random.Shared.NextDouble())));

    /// <summary>The time from now until then; none if then is never, zero if it has passed.</summary>
    public TimeSpan? Until(long then, long now) => then == long.MaxValue
        ? null
        : Clock.GetElapsedTime(now, Math.Max(now, then));

    private long Ticks(TimeSpan time) =>
        time == TimeSpan.Zero ? long.MaxValue : (long)(time.TotalSeconds * Clock.TimestampFrequency);
}
