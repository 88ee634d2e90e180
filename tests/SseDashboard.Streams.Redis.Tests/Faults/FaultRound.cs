using System.Collections.Concurrent;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Hosts publish and clients move between them while every fault happens, in random order.</summary>
internal sealed class FaultRound(int seed) : FaultTest
{
    private const int Hosts = 3, Clients = 12, PublishersPerHost = 3;

    private readonly Random _random = new(seed);
    private readonly ConcurrentBag<Published> _published = [];
    private int _number;

    /// <summary>Runs the round, and checks what publishers and clients recorded.</summary>
    /// <returns>What happened, in figures.</returns>
    public async Task<string> RunAsync()
    {
        var servers = Use(await FaultyServers.StartAsync(_random, Hosts));
        var hosts = new List<BroadcastHost>();
        foreach (var link in servers.Links)
            hosts.Add(await HostAsync($"{link.Address},protocol=resp2,connectTimeout=500", ("Broadcast:PublishTimeout", "00:00:01"), ("Streams:MaxHistoryEvents", "1000000")));
        var clients = new List<Listener>();
        for (int i = 0; i < Clients; i++)
            clients.Add(await ListenAsync(hosts[i % Hosts]));

        using var ending = new CancellationTokenSource();
        // Several on each host, so that their events share scripts.
        var publishing = hosts.SelectMany(host => Enumerable.Repeat(host, PublishersPerHost))
            .Select(host => Task.Run(() => PublishUntilAsync(host, ending.Token))).ToArray();
        var faults = servers.Faults.ToArray();
        _random.Shuffle(faults);
        foreach (var fault in faults)
        {
            await fault();
            await clients[_random.Next(Clients)].MoveAsync(hosts[_random.Next(Hosts)]);
        }

        servers.Mend();
        await ending.CancelAsync();
        await Wait.ForAsync(Task.WhenAll(publishing), "the publishers end");
        _published.Add(new("end", await PublishAsync(hosts[0], "end")));
        foreach (var client in clients)
            await client.UntilAsync("end");
        var last = await ReplayAsync(hosts[1], "end");
        Checker.AssertNone(Checker.Check([.. _published], [.. clients.Select(client => client.Transcript)], last));
        return $"{_published.Count} publications, {last.Count} events left in the log, {clients.Sum(client => client.Gaps.Count())} gaps";
    }

    private async Task PublishUntilAsync(BroadcastHost host, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            string data = $"event {Interlocked.Increment(ref _number)}";
            try
            {
                _published.Add(new(data, await host.PublishAsync(data)));
            }
            catch (BroadcastUnavailableException)
            {
                // Refused, and said so: it counts only if it is in the log, and then once.
                await Task.Yield();
            }
        }
    }
}
