using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>A connection that is opened when it is first needed. If that fails, as with Sentinel away, the next call tries again.</summary>
internal sealed class LazyConnection(ConfigurationOptions configuration, Action<ConnectionMultiplexer>? opened = null) : IDisposable
{
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connecting;

    /// <summary>The connection. Its server may be away: the library reconnects by itself.</summary>
    public Task<ConnectionMultiplexer> OpenAsync()
    {
        lock (_lock)
        {
            return _connecting is null or { IsFaulted: true } ? _connecting = ConnectAsync() : _connecting;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_connecting is { IsCompletedSuccessfully: true } open)
            open.Result.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        opened?.Invoke(redis);
        return redis;
    }
}
