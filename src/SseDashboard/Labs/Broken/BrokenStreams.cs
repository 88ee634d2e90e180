using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace SseDashboard.Labs;

/// <summary>A fault at an address that does not name it.</summary>
/// <param name="Token">The last segment of the address: random, so that nothing follows from it.</param>
/// <param name="Fault">The fault.</param>
internal sealed record BrokenStream(string Token, Fault Fault)
{
    /// <summary>The path under which the streams are.</summary>
    public const string Root = "labs/broken";

    /// <summary>Its path, relative to the host's base.</summary>
    public string Path => $"{Root}/{Token}";
}

/// <summary>The addresses that do not name their faults, a bounded number for a bounded time.</summary>
/// <param name="options">The bounds.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class BrokenStreams(IOptions<BrokenLabOptions> options, TimeProvider clock)
{
    private const int TokenBytes = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Used>> _byToken = [];

    // The least recently used first, so that both the oldest and those that have expired are at the front.
    private readonly LinkedList<Used> _byUse = [];
    private long _replaced;

    /// <summary>How many addresses have given their place to newer ones since the host started.</summary>
    public long Replaced => Interlocked.Read(ref _replaced);

    /// <summary>How many addresses there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byUse.Count;
        }
    }

    /// <summary>Serves a fault at a new address.</summary>
    public BrokenStream Add(Fault fault)
    {
        var stream = new BrokenStream(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)), fault);
        lock (_lock)
        {
            RemoveExpired();
            if (_byUse.Count >= options.Value.MaxAddresses)
            {
                RemoveFirst();
                _replaced++;
            }

            _byToken[stream.Token] = _byUse.AddLast(new Used(stream, clock.GetTimestamp()));
        }

        return stream;
    }

    /// <summary>Finds the stream of an address, which counts as a use.</summary>
    public bool TryFind(string token, [NotNullWhen(true)] out BrokenStream? stream)
    {
        lock (_lock)
        {
            RemoveExpired();
            stream = null;
            if (!_byToken.TryGetValue(token, out var node))
                return false;
            stream = node.Value.Stream;
            node.Value = new(stream, clock.GetTimestamp());
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return true;
        }
    }

    private void RemoveExpired()
    {
        var most = TimeSpan.FromMinutes(options.Value.MaxIdleMinutes);
        while (_byUse.First is { } first && clock.GetElapsedTime(first.Value.At) > most)
            RemoveFirst();
    }

    private void RemoveFirst()
    {
        _byToken.Remove(_byUse.First!.Value.Stream.Token);
        _byUse.RemoveFirst();
    }

    private readonly record struct Used(BrokenStream Stream, long At);
}
