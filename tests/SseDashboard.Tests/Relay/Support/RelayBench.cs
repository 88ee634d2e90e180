using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SseDashboard.Edge;
using SseDashboard.Observing;
using SseDashboard.Relay;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Relay;

/// <summary>
/// A relay with a clock and a name server that the test controls. Its connections are real; those to addresses beyond loopback are
/// recorded, and lead to the same port on loopback.
/// </summary>
internal sealed class RelayBench
{
    private RelayClient? _client;

    public ManualClock Clock { get; } = new();

    public RelayOptions Options { get; init; } = new();

    /// <summary>The certificate authorities that the relay trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether the dashboard listens on localhost only.</summary>
    public bool IsLocal { get; init; } = true;

    /// <summary>What each name resolves to, one answer after the other; the last one stays.</summary>
    public Dictionary<string, string[][]> Names { get; init; } = [];

    /// <summary>Resolves a name instead of <see cref="Names"/>.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>>? Resolve { get; init; }

    /// <summary>The names that were resolved, in order.</summary>
    public ConcurrentQueue<string> Resolved { get; } = new();

    /// <summary>The addresses that the relay connected to, in order.</summary>
    public ConcurrentQueue<IPAddress> Connected { get; } = new();

    /// <summary>Opens a connection instead of a socket.</summary>
    public Func<IPEndPoint, CancellationToken, Task<Stream>>? Open { get; init; }

    public RelayClient Client => _client ??= new(
        new OptionsWrapper<RelayOptions>(Options),
        new RelayNetwork { Resolve = Resolve ?? ResolveAsync, Connect = ConnectAsync, Authorities = Authorities },
        ReachOf(IsLocal ? "http://127.0.0.1:3000" : "http://0.0.0.0:3000"),
        Clock);

    /// <summary>Who can reach a dashboard with this address and these settings.</summary>
    public static DashboardReach ReachOf(string addresses, string? allowedHosts = "localhost;127.0.0.1;[::1]", params string[] proxies) => new(
        new StubServer(addresses.Split(';', StringSplitOptions.RemoveEmptyEntries)),
        new ConfigurationBuilder().AddInMemoryCollection([new("AllowedHosts", allowedHosts)]).Build(),
        new OptionsWrapper<ProxyOptions>(new() { Addresses = proxies }));

    public static RelayRequest Get(string url, params (string Name, string Value)[] headers) =>
        new(new Uri(url), "GET", [.. headers.Select(header => new ObservedHeader(header.Name, header.Value))], null);

    public Observation Observe(RelayRequest request) =>
        new(new(request.Url, request.Method, request.Headers, request.Body, ObservedWay.Host), Clock.GetUtcNow(), new ObservingOptions());

    public Task<ObservationSnapshot> ObserveAsync(string url, params (string Name, string Value)[] headers) =>
        ObserveAsync(Get(url, headers));

    public async Task<ObservationSnapshot> ObserveAsync(RelayRequest request)
    {
        var observation = Observe(request);
        await Wait.ForAsync(
            Client.ObserveAsync(request, observation, TestContext.Current.CancellationToken), $"the relay's request to {request.Url} ends");
        return observation.Snapshot();
    }

    private Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        int turn = Resolved.Count(other => other == name);
        Resolved.Enqueue(name);
        return Names.TryGetValue(name, out string[][]? answers)
            ? Task.FromResult(answers[Math.Min(turn, answers.Length - 1)].Select(IPAddress.Parse).ToArray())
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        Connected.Enqueue(endpoint.Address);
        if (Open is not null)
            return await Open(endpoint, cancellationToken);
        var target = IPAddress.IsLoopback(endpoint.Address) ? endpoint : new IPEndPoint(IPAddress.Loopback, endpoint.Port);
        return await new RelayNetwork().Connect(target, cancellationToken);
    }

    private sealed class StubServer(string[] addresses) : IServer
    {
        public IFeatureCollection Features { get; } = Of(addresses);

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull =>
            throw new NotSupportedException();

        public Task StopAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private static FeatureCollection Of(string[] addresses)
        {
            var listening = new ServerAddressesFeature();
            foreach (string address in addresses)
                listening.Addresses.Add(address);
            var features = new FeatureCollection();
            features.Set<IServerAddressesFeature>(listening);
            return features;
        }
    }
}
