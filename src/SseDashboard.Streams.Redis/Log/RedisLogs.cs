namespace SseDashboard.Streams;

/// <summary>Opens the logs of channels that hosts share through Redis.</summary>
internal sealed class RedisLogs : ChannelLogs, IDisposable
{
    private readonly RedisLogServices _services;

    public RedisLogs(RedisConnection connection, RedisMetrics metrics, TimeProvider clock)
    {
        var pending = new PendingPublications(connection.Options);
        metrics.Pending = pending;
        _services = new(
            connection, metrics, clock, pending,
            connection.Options.Replicas > 0 ? new ReplicaConfirmation(connection) : null,
            new("publish.lua"), new("read.lua"));
        // Not awaited: the host starts without Redis.
        _ = connection.ProbeAsync();
    }

    /// <inheritdoc/>
    public override string? Trouble => _services.Connection.Fault?.Words;

    /// <inheritdoc/>
    public override ChannelLog Open(LogContext context) => new RedisLog(context, _services);

    /// <inheritdoc/>
    public void Dispose() => _services.Confirmation?.Dispose();
}

/// <summary>What all logs of a host use together.</summary>
internal sealed record RedisLogServices(
    RedisConnection Connection,
    RedisMetrics Metrics,
    TimeProvider Clock,
    PendingPublications Pending,
    ReplicaConfirmation? Confirmation,
    RedisScript Publish,
    RedisScript Read)
{
    /// <summary>The options.</summary>
    public RedisBroadcastOptions Options => Connection.Options;
}
