using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>
/// Two hosts that share a broadcast, and a load balancer that sends each of a page's two clients to one of them. Belongs to one page.
/// </summary>
public sealed class HostPair : IDisposable
{
    /// <summary>The hosts' names, as a load balancer reports them.</summary>
    public const string A = "host-a", B = "host-b";

    private readonly Lock _lock = new();
    private readonly SimulatedHosts _hosts;
    private readonly ConnectionRegistry _registry;
    private readonly HostPairs _pairs;
    private readonly TimeProvider _clock;
    private readonly int _maxSteps;
    private readonly List<HostStep> _steps = [];
    private readonly string[] _routes = [A, A];
    private int _published;

    internal HostPair(string token, SimulatedHosts hosts, ConnectionRegistry registry, HostPairs pairs, int maxSteps, TimeProvider clock)
    {
        (Token, _hosts, _registry, _pairs, _maxSteps, _clock) = (token, hosts, registry, pairs, maxSteps, clock);
        Created = clock.GetUtcNow();
    }

    /// <summary>What its addresses have in them, so that no other page finds it by chance.</summary>
    public string Token { get; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>Whether the network between the hosts is cut.</summary>
    public bool IsCut => _hosts.IsCut;

    /// <summary>The host that has the primary on its side of the network.</summary>
    public string Primary => NameOf(_hosts.AtPrimary);

    /// <summary>Whether it has as many steps as its record may have. Then nothing more can be done to it.</summary>
    public bool IsFull => Steps.Count >= _maxSteps;

    /// <summary>What was done to it, oldest first.</summary>
    public IReadOnlyList<HostStep> Steps
    {
        get
        {
            lock (_lock)
                return [.. _steps];
        }
    }

    /// <summary>The host that a client is sent to.</summary>
    /// <param name="client">Its number, 1 or 2.</param>
    public string HostOf(int client)
    {
        lock (_lock)
            return _routes[client - 1];
    }

    /// <summary>The path of a client's stream, without a slash at the start.</summary>
    /// <param name="client">Its number, 1 or 2.</param>
    public string PathOf(int client) => $"labs/hosts/{Token}/{client}";

    /// <summary>Publishes events, numbered in their data, through the host that has the primary on its side.</summary>
    /// <returns>The id of the last one.</returns>
    /// <exception cref="InvalidOperationException">It is full.</exception>
    public async Task<string> PublishAsync(int events)
    {
        string id = "";
        for (int i = 0; i < events; i++)
        {
            ThrowIfFull();
            string data = $"event {Interlocked.Increment(ref _published)}";
            var host = _hosts.AtPrimary;
            id = await host.PublishAsync(new() { Data = data });
            Add(new PublishedStep(_clock.GetUtcNow(), id, data, NameOf(host)));
        }

        return id;
    }

    /// <summary>Cuts the network between the hosts. The replica and the host beside it get no more events until the failover.</summary>
    /// <exception cref="InvalidOperationException">It is full.</exception>
    public void Cut()
    {
        ThrowIfFull();
        _hosts.Cut();
        Add(new CutStep(_clock.GetUtcNow(), Other(Primary)));
    }

    /// <summary>Promotes the replica.</summary>
    /// <exception cref="InvalidOperationException">It is full.</exception>
    public void FailOver()
    {
        ThrowIfFull();
        // Taken first, so that no client reacts to the failover before this time.
        var at = _clock.GetUtcNow();
        var (lost, left) = _hosts.FailOver();
        Add(new FailoverStep(at, lost, left));
    }

    /// <summary>Sends a client to the other host: drops its stream, and serves its reconnect there.</summary>
    /// <param name="client">Its number, 1 or 2.</param>
    /// <exception cref="InvalidOperationException">It is full.</exception>
    public void Move(int client)
    {
        ThrowIfFull();
        string host = Other(HostOf(client));
        lock (_lock)
            _routes[client - 1] = host;
        Add(new MovedStep(_clock.GetUtcNow(), client, host));
        Drop(path => path == $"/{PathOf(client)}");
    }

    /// <summary>Ends its streams, and makes room for another pair.</summary>
    public void Dispose()
    {
        _pairs.Remove(this);
        Drop(path => path.StartsWith($"/labs/hosts/{Token}/", StringComparison.Ordinal));
    }

    // excerpt: route-to-host
    /// <summary>Chooses a request's host, as a load balancer does.</summary>
    /// <returns>The host's name and its channel; <see langword="null"/> for an unknown path.</returns>
    internal (string Name, BroadcastChannel Channel)? Route(string where)
    {
        string? name = where switch
        {
            "a" => A,
            "b" => B,
            "1" or "2" => HostOf(where[0] - '0'),
            _ => null,
        };
        return name is null ? null : (name, name == A ? _hosts.A : _hosts.B);
    }
    // end excerpt

    private static string Other(string host) => host == A ? B : A;

    private string NameOf(BroadcastChannel host) => host == _hosts.A ? A : B;

    private void Add(HostStep step)
    {
        lock (_lock)
            _steps.Add(step);
    }

    private void ThrowIfFull()
    {
        if (IsFull)
            throw new InvalidOperationException($"These hosts have had {_maxSteps} steps, which is the limit (HostsLab:MaxEvents). Add others.");
    }

    private void Drop(Func<string, bool> isMine)
    {
        foreach (var stream in _registry.Snapshot().Where(stream => isMine(stream.Path)))
            _registry.Drop(stream.Id);
    }
}
