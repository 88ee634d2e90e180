using System.Net.Sockets;
using SseDashboard.Hosts.Tests.Fleet;

[assembly: AssemblyFixture(typeof(HostFleet))]

namespace SseDashboard.Hosts.Tests.Fleet;

/// <summary>
/// Three dashboards, each with a link of its own to the Redis of the test. Starting them takes longer than most tests, so all
/// tests use the same, with different channels.
/// </summary>
public sealed class HostFleet : IAsyncLifetime
{
    private const int Size = 3;

    private readonly List<HostProcess> _hosts = [];
    private readonly List<RedisProxy> _links = [];
    private RedisServer? _redis;

    /// <summary>The hosts.</summary>
    internal IReadOnlyList<HostProcess> Hosts => _hosts;

    /// <summary>Each host's link to Redis.</summary>
    internal IReadOnlyList<RedisProxy> Links => _links;

    /// <summary>The Redis of the running test.</summary>
    internal RedisServer Redis => _redis!;

    /// <summary>Connects the hosts to another Redis.</summary>
    internal void Follow(RedisServer redis)
    {
        Cut(redis);
        foreach (var link in _links)
            link.Mend();
    }

    /// <summary>Cuts the hosts off. A link that is mended leads to another Redis.</summary>
    internal void Cut(RedisServer next)
    {
        _redis = next;
        foreach (var link in _links)
            link.Cut();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // The hosts start without Redis.
        for (int i = 0; i < Size; i++)
        {
            var link = new RedisProxy(() => _redis?.Port ?? throw new SocketException());
            _links.Add(link);
            // In RESP 2 subscriptions have connections of their own, which the link can tell apart.
            _hosts.Add(new($"{link.Address},protocol=resp2,connectTimeout=500"));
        }

        // One after the other: on two cores side by side takes as long.
        foreach (var host in _hosts)
            await host.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        foreach (var link in _links)
            await link.DisposeAsync();
    }
}
