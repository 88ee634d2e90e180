namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Servers, proxies, hosts and listeners of a test, disposed after it.</summary>
public abstract class FaultTest : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _used = [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Clients before hosts before servers.
        foreach (var used in Enumerable.Reverse(_used))
            await used.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<RedisServer> ServerAsync(params string[] arguments) => Use(await RedisServer.StartAsync(arguments));

    private protected RedisProxy Proxy(Func<int> target) => Use(new RedisProxy(target));

    private protected async Task<BroadcastHost> HostAsync(string redis, params (string Key, string Value)[] settings) =>
        Use(await BroadcastHost.StartAsync(redis, [("Broadcast:CheckInterval", "00:00:00.1"), .. settings]));

    private protected async Task<Listener> ListenAsync(BroadcastHost host, string? lastEventId = null, string channel = Listener.Channel) =>
        Use(await Listener.OpenAsync(host, lastEventId, channel));

    private protected Listener Listen(BroadcastHost host, string? lastEventId = null) => Use(Listener.Open(host, lastEventId));

    /// <summary>Publishes as a patient client does: again with the same key, until it succeeds.</summary>
    private protected static async Task<string> PublishAsync(BroadcastHost host, string data, string channel = Listener.Channel)
    {
        string id = "";
        string key = Guid.NewGuid().ToString();
        await Wait.UntilAsync(
            async () =>
            {
                try
                {
                    id = await host.PublishAsync(data, key, channel);
                    return true;
                }
                catch (BroadcastUnavailableException)
                {
                    return false;
                }
            },
            $"{data} is published");
        return id;
    }

    /// <summary>What a client gets that replays the whole log on another host.</summary>
    private protected async Task<IReadOnlyList<Received>> ReplayAsync(BroadcastHost host, string lastData)
    {
        var replay = await ListenAsync(host, "nothing");
        await replay.UntilAsync(lastData);
        return [.. replay.Transcript.Where(received => received.Gap is null)];
    }

    /// <summary>Disposes something after the test.</summary>
    private protected T Use<T>(T used)
        where T : IAsyncDisposable
    {
        // Tests start listeners side by side.
        lock (_used)
            _used.Add(used);
        return used;
    }
}
