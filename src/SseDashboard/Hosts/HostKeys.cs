using Microsoft.Extensions.Options;
using SseDashboard.Streams;
using StackExchange.Redis;

namespace SseDashboard.Hosts;

/// <summary>The names of what hosts share in Redis besides their channels, on one node of a Cluster.</summary>
internal sealed class HostKeys(IOptions<RedisBroadcastOptions> options)
{
    private readonly string _prefix = $"{options.Value.KeyPrefix}{{hosts}}";

    /// <summary>The list of data protection keys.</summary>
    public RedisKey Protection => $"{_prefix}:protection";

    /// <summary>The reports, the times at which they came, and the data protection keys, as the script takes them.</summary>
    public RedisKey[] All => [$"{_prefix}:reports", $"{_prefix}:times", Protection];

    /// <summary>The state of a channel's log.</summary>
    public RedisKey StateOf(string channel) => new ChannelKeys(options.Value.KeyPrefix, channel).State;
}
