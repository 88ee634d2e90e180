using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>This host's subscription to the messages of one channel.</summary>
/// <param name="connection">The connection.</param>
/// <param name="channel">The Pub/Sub channel.</param>
/// <param name="received">Called with one message after the other.</param>
internal sealed class ChannelSubscription(RedisConnection connection, RedisChannel channel, Action<byte[]> received)
{
    private ChannelMessageQueue? _queue;

    /// <summary>Subscribes, unless it has succeeded before. The library renews a subscription whose connection broke.</summary>
    public async Task EnsureAsync(CancellationToken stopping)
    {
        // Complete if another log of the channel failed to subscribe on this connection.
        if (_queue is { Completion.IsCompleted: false })
            return;
        var subscriber = (await connection.OpenAsync().WaitAsync(stopping)).GetSubscriber();
        try
        {
            _queue = await subscriber.SubscribeAsync(channel);
        }
        catch (Exception error) when (RedisFault.Is(error))
        {
            // The library keeps what it could not subscribe, for when the connection is back: each attempt would leave another
            // queue that fills and that nothing reads.
            await subscriber.UnsubscribeAsync(channel);
            throw;
        }

        _queue.OnMessage(message => received((byte[])message.Message!));
    }

    /// <summary>Ends the subscription.</summary>
    public async Task EndAsync()
    {
        try
        {
            if (_queue is not null)
                await _queue.UnsubscribeAsync();
        }
        catch (Exception error) when (RedisFault.Is(error) || error is ObjectDisposedException)
        {
            // It ended with its connection.
        }
    }
}
