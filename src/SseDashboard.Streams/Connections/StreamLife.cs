using Microsoft.Extensions.Logging;

namespace SseDashboard.Streams;

/// <summary>The bounds of one stream in ticks of the clock; one object serves all streams with the same settings.</summary>
internal sealed class StreamLife
{
    private readonly long _lifetime;
    private readonly double _spread;

    public StreamLife(StreamOptions options, StreamSettings settings, TimeProvider clock, ILogger log, StreamMetrics metrics)
    {
        Clock = clock;
        Log = log;
        Metrics = metrics;
        Heartbeat = Ticks(settings.Heartbeat ?? options.Heartbeat);
        WriteTimeout = Ticks(options.WriteTimeout);
        ProducerTimeout = options.ProducerTimeout;
        _lifetime = Ticks(settings.Lifetime ?? options.Lifetime);
        _spread = options.LifetimeSpread;
        if ((settings.Retry ?? options.Retry) is { } retry)
            Retry = EventFrame.Of(new() { Retry = retry });
    }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public StreamMetrics Metrics { get; }

    /// <summary>The idle interval; <see cref="long.MaxValue"/> if heartbeats are off.</summary>
    public long Heartbeat { get; }

    public long WriteTimeout { get; }

    public TimeSpan ProducerTimeout { get; }

    /// <summary>The frame that sets the reconnection time, if one is set.</summary>
    public EventFrame? Retry { get; }

    /// <summary>When a stream that starts now has to end: the lifetime less a random part of its spread.</summary>
    public long ExpiresFrom(long now) => _lifetime == long.MaxValue
        ? long.MaxValue
        : now + (long)(_lifetime * (1 - (_spread * Random.Shared.NextDouble())));

    /// <summary>The time from now until then; none if it never comes, zero if it has passed.</summary>
    public TimeSpan? Until(long then, long now) => then == long.MaxValue
        ? null
        : Clock.GetElapsedTime(now, Math.Max(now, then));

    private long Ticks(TimeSpan time) =>
        time == TimeSpan.Zero ? long.MaxValue : (long)(time.TotalSeconds * Clock.TimestampFrequency);
}
