using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>
/// The names of a channel in Redis. Their hash tag puts all keys of a channel on one node of a Cluster, as a script requires.
/// </summary>
internal sealed class ChannelKeys(string prefix, string channel)
{
    private readonly string _name = $"{prefix}{{{channel}}}";

    /// <summary>The stream, the state, two generations of idempotency keys and the retried publications, as the scripts take them.</summary>
    public RedisKey[] All => [_name + ":log", State, _name + ":keys:0", _name + ":keys:1", _name + ":retried"];

    /// <summary>The hash with the epoch and the last sequence number.</summary>
    public RedisKey State => _name + ":state";

    /// <summary>The Pub/Sub channel.</summary>
    public string Messages => _name;
}
