using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>The watchers of the wire. A watcher sees the streams whose requests carry its token, and no others.</summary>
public sealed class WireTaps
{
    /// <summary>The query parameter that carries a watcher's token.</summary>
    public const string Parameter = "watch";

    private const int TokenBytes = 16;

    private readonly StreamOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, WireWatcher> _watchers = new();
    private int _count;

    internal WireTaps(StreamOptions options, TimeProvider clock) => (_options, _clock) = (options, clock);

    /// <summary>How many watchers there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a watcher with a new token.</summary>
    /// <exception cref="InvalidOperationException">There are <see cref="StreamOptions.MaxWatchers"/> already.</exception>
    public WireWatcher Watch()
    {
        int bound = _options.MaxWatchers;
        if (Interlocked.Increment(ref _count) > bound)
        {
            Interlocked.Decrement(ref _count);
            throw new InvalidOperationException(
                $"{bound} watchers are watching already. Close one, or raise "
                + $"{StreamOptions.Section}:{nameof(StreamOptions.MaxWatchers)}.");
        }

        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return _watchers[token] = new(this, token, _options);
    }

    internal void Forget(WireWatcher watcher)
    {
        if (_watchers.TryRemove(watcher.Token, out _))
            Interlocked.Decrement(ref _count);
    }

    /// <summary>A tap that has reported this request, if the request carries a watcher's token.</summary>
    internal WireTap? Tap(HttpContext context)
    {
        if (Count == 0 || context.Request.Query[Parameter] is not [{ } token] || !_watchers.TryGetValue(token, out var watcher))
            return null;
        var tap = new WireTap(watcher, _clock);
        tap.Requested(context.Request);
        return tap;
    }
}
