using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>The pairs of hosts of the pages, a bounded number. One that is too old is removed when another needs its place.</summary>
public sealed class HostPairs(IServiceProvider services, ConnectionRegistry registry, IOptions<HostsLabOptions> options, TimeProvider clock)
{
    private const int TokenBytes = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HostPair> _pairs = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _pairs.Count;
        }
    }

    /// <summary>Adds a pair with a new token; <see langword="null"/> if there are <see cref="HostsLabOptions.MaxPairs"/>.</summary>
    public HostPair? Add()
    {
        var bounds = options.Value;
        foreach (var old in TooOld())
            old.Dispose();
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        lock (_lock)
        {
            if (_pairs.Count >= bounds.MaxPairs)
                return null;
            var hosts = new SimulatedHosts(services, "lesson", bounds.MaxEvents, bounds.MaxBytes);
            return _pairs[token] = new(token, hosts, registry, this, bounds.MaxEvents, clock);
        }
    }

    /// <summary>Finds a pair by its token.</summary>
    public HostPair? Find(string token)
    {
        lock (_lock)
            return _pairs.GetValueOrDefault(token);
    }

    internal void Remove(HostPair pair)
    {
        lock (_lock)
            _pairs.Remove(pair.Token);
    }

    private HostPair[] TooOld()
    {
        var oldest = clock.GetUtcNow() - TimeSpan.FromMinutes(options.Value.MaxMinutes);
        lock (_lock)
            return [.. _pairs.Values.Where(pair => pair.Created < oldest)];
    }
}
