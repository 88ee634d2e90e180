using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>
/// Faults at random while hosts publish and clients move between them. <c>SSE_FAULT_SECONDS</c> makes it longer,
/// <c>SSE_FAULT_SEED</c> repeats a run's choices.
/// </summary>
public sealed class RandomFaultTests(ITestOutputHelper output) : FaultTest
{
    private const int Clients = 12;

    private readonly ConcurrentBag<Published> _published = [];
    private int _number;

    [Fact]
    public async Task Faults_AtRandom_NeitherLieNorLose()
    {
        int seed = Number("SSE_FAULT_SEED", Random.Shared.Next());
        TestContext.Current.SendDiagnosticMessage("Seed {0}", seed);
        output.WriteLine($"Seed {seed}: repeat with SSE_FAULT_SEED={seed}.");
        var random = new Random(seed);
        string[] durable = ["--appendonly", "yes", "--appendfsync", "everysec"];
        var server = await ServerAsync(durable);
        RedisProxy[] links = [Proxy(() => server.Port), Proxy(() => server.Port), Proxy(() => server.Port)];
        var hosts = new List<BroadcastHost>();
        foreach (var link in links)
            hosts.Add(await HostAsync($"{link.Address},protocol=resp2,connectTimeout=500", ("Broadcast:PublishTimeout", "00:00:01"), ("Streams:MaxHistoryEvents", "1000000")));
        var clients = new List<Listener>();
        for (int i = 0; i < Clients; i++)
            clients.Add(await ListenAsync(hosts[i % hosts.Count]));

        using var ending = new CancellationTokenSource();
        var publishing = hosts.Select(host => Task.Run(() => PublishUntilAsync(host, ending.Token))).ToArray();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(Number("SSE_FAULT_SECONDS", 8)))
        {
            await FaultAsync(random, server, links, durable);
            await clients[random.Next(Clients)].MoveAsync(hosts[random.Next(hosts.Count)]);
        }

        foreach (var link in links)
            link.Mend();
        await ending.CancelAsync();
        await Wait.ForAsync(Task.WhenAll(publishing), "the publishers end");
        _published.Add(new("end", await PublishAsync(hosts[0], "end")));
        foreach (var client in clients)
            await client.UntilAsync("end");
        var last = await ReplayAsync(hosts[1], "end");
        output.WriteLine($"{_published.Count} publications, {last.Count} events in the log, {clients.Sum(client => client.Gaps.Count())} gaps.");
        Checker.AssertNone(Checker.Check([.. _published], [.. clients.Select(client => client.Transcript)], last));
    }

    private static async Task FaultAsync(Random random, RedisServer server, RedisProxy[] links, string[] durable)
    {
        var link = links[random.Next(links.Length)];
        switch (random.Next(7))
        {
            case 0:
                await server.KillAsync();
                await server.RunAsync(durable);
                break;
            case 1:
                link.Cut();
                break;
            case 2:
                link.Mend();
                break;
            case 3:
                await server.RunCommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
                break;
            case 4:
                link.IsMute = !link.IsMute;
                break;
            case 5:
                await server.RunCommandAsync("DEBUG", "SLEEP", "0.2");
                break;
            default:
                await server.RunCommandAsync("CLIENT", "KILL", "TYPE", "normal");
                break;
        }

        await Task.Delay(random.Next(50, 300), TestContext.Current.CancellationToken);
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

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
