using SseDashboard.Hosts.Tests.Fleet;

namespace SseDashboard.Hosts.Tests.Running;

/// <summary>Clients and publishers of one channel behind an nginx, from the start of a test to the check of everything recorded.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private const int ClientsPerHost = 4;

    private readonly HostFleet _fleet;
    private readonly Nginx _nginx;
    private readonly string _path;
    private readonly List<Client> _clients = [];
    private readonly Publisher _publisher;
    private readonly CancellationTokenSource _ending = new();
    private Task _publishing = Task.CompletedTask;

    private Scenario(HostFleet fleet, Nginx nginx, string channel)
    {
        (_fleet, _nginx, _path) = (fleet, nginx, $"/broadcast/{channel}");
        _publisher = new(nginx.At(_path));
    }

    /// <summary>The clients.</summary>
    public IReadOnlyList<Client> Clients => _clients;

    /// <summary>Starts clients, which receive everything from the first event on, then publishers.</summary>
    /// <param name="fleet">The hosts.</param>
    /// <param name="redis">Their Redis.</param>
    /// <param name="hosts">How many of the hosts are behind the nginx.</param>
    public static async Task<Scenario> StartAsync(HostFleet fleet, RedisServer redis, int hosts = 3)
    {
        fleet.Follow(redis);
        var nginx = await Proxy.StartAsync(fleet.Hosts.Take(hosts).Select(host => host.Url));
        var scenario = new Scenario(fleet, nginx, Guid.NewGuid().ToString("N"));
        // When Redis is reached over every link, the first event has an id that all clients can resume before.
        string first = await scenario._publisher.PublishAsync("first");
        for (int i = 0; i < hosts * ClientsPerHost; i++)
            scenario._clients.Add(new(nginx.At(scenario._path), Before(first)));
        foreach (var client in scenario._clients)
            await client.EndsWithAsync("first");
        scenario._publishing = Task.WhenAll(Enumerable.Range(1, hosts).Select(
            number => Task.Run(() => scenario._publisher.RunAsync($"publisher {number}, event", scenario._ending.Token))));
        return scenario;
    }

    /// <summary>Waits until this many more publications have been answered.</summary>
    public Task PublishedAsync(int more)
    {
        int enough = _publisher.Published.Count + more;
        return Wait.UntilAsync(
            () =>
            {
                if (_publishing.IsFaulted)
                    _publishing.GetAwaiter().GetResult();
                return _publisher.Published.Count >= enough;
            },
            $"{more} more events are published",
            Publisher.Patience,
            () => _publisher.LastRefusal);
    }

    /// <summary>The channel's Pub/Sub channel in Redis.</summary>
    public string Messages => $"sse:{{{_path.Split('/')[^1]}}}";

    /// <summary>The key of the channel's log in Redis.</summary>
    public string LogKey => $"{Messages}:log";

    /// <summary>Waits until the clients have received the publication that was answered last.</summary>
    public async Task SeenAsync(IEnumerable<Client> clients)
    {
        string data = _publisher.Published.Last().Data;
        foreach (var client in clients)
            await Wait.UntilAsync(() => client.Events.Any(received => received.Data == data), $"the clients receive {data}");
    }

    /// <summary>Ends the publishers, waits until every client has everything, and checks what all have recorded.</summary>
    public async Task<Outcome> EndAsync()
    {
        await _ending.CancelAsync();
        await Wait.ForAsync(_publishing, "the publishers end");
        await _publisher.PublishAsync("end");
        foreach (var client in _clients)
            await client.EndsWithAsync("end");
        var logs = await Task.WhenAll(_fleet.Hosts.Select(host => ReplayAsync(host.Url)));
        foreach (var log in logs)
            Assert.Equal(logs[0], log);
        var outcome = new Outcome(
            [.. _publisher.Published], [.. _clients.Select(client => client.Transcript)], [.. logs[0].Where(received => received.Gap is null)]);
        outcome.AssertHonest();
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _nginx.DisposeAsync();
        _ending.Dispose();
    }

    private static string Before(string id) =>
        BroadcastId.TryParse(id, out var first) ? (first with { Sequence = first.Sequence - 1 }).ToString() : throw new ArgumentException($"{id} is not an id of a broadcast.");

    // What a client gets that has never seen this log.
    private async Task<IReadOnlyList<Received>> ReplayAsync(Uri host)
    {
        await using var client = new Client(new(host, _path), "nothing");
        await client.EndsWithAsync("end");
        return client.Transcript;
    }
}
