namespace SseDashboard.Streams.Redis.Tests;

/// <summary>
/// A primary that saves to an append-only file or to snapshots only, its replica, and a link from each host to the primary, with
/// everything that can happen to them.
/// </summary>
internal sealed class FaultyServers : IAsyncDisposable
{
    private readonly Random _random;
    private readonly RedisProxy[] _links;
    private readonly RedisServer[] _targets;
    private readonly RedisProxy _replication;
    private readonly string[] _persistence;
    private RedisServer _primary;
    private RedisServer _replica = null!;

    private FaultyServers(Random random, RedisServer primary, string[] persistence, int links)
    {
        (_random, _primary, _persistence) = (random, primary, persistence);
        _targets = [.. Enumerable.Repeat(primary, links)];
        _links = [.. Enumerable.Range(0, links).Select(i => new RedisProxy(() => _targets[i].Port))];
        _replication = new(() => _primary.Port);
    }

    /// <summary>What each host connects to.</summary>
    public IReadOnlyList<RedisProxy> Links => _links;

    /// <summary>Everything that can happen.</summary>
    public IEnumerable<Func<Task>> Faults =>
    [
        RestartAsync, RestartWithoutDataAsync, PromoteAsync, PromoteAsync, RestartAsync, SaveAsync,
        () => RunAsync("FLUSHALL"),
        () => RunAsync("DEBUG", "SLEEP", "0.2"),
        () => RunAsync("CLIENT", "KILL", "TYPE", "pubsub"),
        () => RunAsync("CLIENT", "KILL", "TYPE", "normal"),
        () => DisturbAsync(link => link.Cut()),
        () => DisturbAsync(link => link.Cut()),
        () => DisturbAsync(link => link.Mend()),
        () => DisturbAsync(link => link.IsMute = !link.IsMute),
        () => DisturbAsync(link => link.IsMute = !link.IsMute),
    ];

    public static async Task<FaultyServers> StartAsync(Random random, int links)
    {
        string[] persistence = random.Next(2) == 0 ? ["--appendonly", "yes", "--appendfsync", "everysec"] : [];
        var servers = new FaultyServers(random, await RedisServer.StartAsync(persistence), persistence, links);
        servers._replica = await RedisServer.StartAsync(servers.AsReplica());
        return servers;
    }

    /// <summary>Ends every disturbance.</summary>
    public void Mend()
    {
        foreach (var link in _links)
        {
            link.IsMute = false;
            link.Mend();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links.Append(_replication))
            await link.DisposeAsync();
        await _replica.DisposeAsync();
        await _primary.DisposeAsync();
    }

    private string[] AsReplica() => [.. _persistence, "--replicaof", "127.0.0.1", $"{_replication.Port}"];

    private Task PauseAsync() => Task.Delay(_random.Next(50, 300), TestContext.Current.CancellationToken);

    private async Task RunAsync(params string[] command)
    {
        await _primary.RunCommandAsync(command);
        await PauseAsync();
    }

    private Task DisturbAsync(Action<RedisProxy> disturb)
    {
        disturb(_links[_random.Next(_links.Length)]);
        return PauseAsync();
    }

    private async Task SaveAsync()
    {
        // A replica that is being sent the data keeps the primary from saving, and the process that sends it for a moment longer.
        await _replica.FollowsAsync();
        await Wait.UntilAsync(
            async () => (await _primary.RunCommandAsync("INFO", "persistence")).Contains("rdb_bgsave_in_progress:0", StringComparison.Ordinal),
            "the primary has sent its data to the replica");
        await RunAsync("SAVE");
    }

    // With what its append-only file or its last snapshot has.
    private async Task RestartAsync()
    {
        await _primary.KillAsync();
        await _primary.RunAsync(_persistence);
        await PauseAsync();
    }

    private async Task RestartWithoutDataAsync()
    {
        await _primary.KillAsync();
        _primary.DeleteData();
        await _primary.RunAsync(_persistence);
        await PauseAsync();
    }

    // Without the events since the replication was paused. Sometimes the old primary goes on for the hosts that have not moved yet.
    private async Task PromoteAsync()
    {
        await _replica.FollowsAsync();
        _replication.Stall();
        await PauseAsync();
        bool isSplit = _random.Next(2) == 0;
        var old = _primary;
        if (!isSplit)
            await old.KillAsync();
        await _replica.RunCommandAsync("REPLICAOF", "NO", "ONE");
        (_primary, _replica) = (_replica, old);
        for (int i = 0; i < _links.Length; i++)
        {
            _targets[i] = _primary;
            _links[i].Cut();
            _links[i].Mend();
            if (isSplit)
                await PauseAsync();
        }

        if (isSplit)
            await old.KillAsync();
        _replication.Cut();
        _replication.Flow();
        _replication.Mend();
        await old.RunAsync(AsReplica());
        await PauseAsync();
    }
}
