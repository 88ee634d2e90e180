using System.Globalization;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>The nodes of a Redis Cluster, each with a part of the slots.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const int Slots = 16_384;
    private readonly RedisServer[] _nodes;

    private Cluster(RedisServer[] nodes) => _nodes = nodes;

    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>The connection string.</summary>
    public string Address => string.Join(',', _nodes.Select(node => node.Address));

    public static async Task<Cluster> StartAsync(int count)
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RedisServer.StartAsync("--cluster-enabled", "yes")));
        var cluster = new Cluster(nodes);
        foreach (var (i, node) in nodes.Index())
        {
            int first = Slots * i / count, next = Slots * (i + 1) / count;
            await node.RunCommandAsync(["CLUSTER", "ADDSLOTS", .. Enumerable.Range(first, next - first).Select(Text)]);
            if (i > 0)
                await node.RunCommandAsync("CLUSTER", "MEET", "127.0.0.1", Text(nodes[0].Port));
        }

        foreach (var node in nodes)
            await Wait.UntilAsync(async () => IsComplete(await node.RunCommandAsync("CLUSTER", "INFO"), count), "every node knows the Cluster");
        return cluster;
    }

    /// <summary>The node that has the keys of a channel.</summary>
    public async Task<RedisServer> OwnerAsync(string channel)
    {
        string slot = await SlotAsync(channel);
        foreach (var node in _nodes)
        {
            if (await node.RunCommandAsync("CLUSTER", "COUNTKEYSINSLOT", slot) != "0")
                return node;
        }

        throw new InvalidOperationException($"No node has keys of the channel {channel}.");
    }

    /// <summary>Moves the slot of a channel to another node, as an administrator does.</summary>
    public async Task MoveAsync(string channel, RedisServer target)
    {
        var source = await OwnerAsync(channel);
        string slot = await SlotAsync(channel);
        string to = await target.RunCommandAsync("CLUSTER", "MYID");
        await target.RunCommandAsync("CLUSTER", "SETSLOT", slot, "IMPORTING", await source.RunCommandAsync("CLUSTER", "MYID"));
        await source.RunCommandAsync("CLUSTER", "SETSLOT", slot, "MIGRATING", to);
        string[] keys = (await source.RunCommandAsync("CLUSTER", "GETKEYSINSLOT", slot, "100")).Split('\n');
        await source.RunCommandAsync(["MIGRATE", "127.0.0.1", Text(target.Port), "", "0", "5000", "KEYS", .. keys]);
        foreach (var node in _nodes.Where(node => node != target).Prepend(target))
            await node.RunCommandAsync("CLUSTER", "SETSLOT", slot, "NODE", to);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    private Task<string> SlotAsync(string channel) => _nodes[0].RunCommandAsync("CLUSTER", "KEYSLOT", $"sse:{{{channel}}}");

    private static bool IsComplete(string info, int count) =>
        info.Contains("cluster_state:ok", StringComparison.Ordinal) && info.Contains($"cluster_size:{count}\r", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
