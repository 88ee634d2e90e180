using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>Knows who watches which streams. A token is made here for one watcher and shows nobody else's stream.</summary>
public sealed class WireTaps(IOptions<StreamOptions> options, TimeProvider clock)
{
    /// <summary>The query parameter that carries a watcher's token.</summary>
    public const string Parameter = "watch";

    private const int TokenBytes = 16;

    private readonly ConcurrentDictionary<string, WireWatcher> _watchers = new();
    private int _count;

    /// <summary>How many watch now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Begins a watch.</summary>
    /// <exception cref="InvalidOperationException"><see cref="StreamOptions.Watchers"/> watch already.</exception>
    public WireWatcher Watch()
    {
        int bound = options.Value.Watchers;
        if (Interlocked.Increment(ref _count) > bound)
        {
            Interlocked.Decrement(ref _count);
            throw new InvalidOperationException(
                $"{bound} watchers look at the wire already. Close one, or raise "
                + $"{StreamOptions.Section}:{nameof(StreamOptions.Watchers)}.");
        }

        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return _watchers[token] = new(this, token, options.Value);
    }

    internal void Forget(WireWatcher watcher)
    {
        if (_watchers.TryRemove(watcher.Token, out _))
            Interlocked.Decrement(ref _count);
    }

    /// <summary>A tap for this request, if it brings a token that somebody watches with. Reports the request.</summary>
    internal WireTap? Tap(HttpContext context)
    {
        if (Count == 0 || context.Request.Query[Parameter] is not [{ } token] || !_watchers.TryGetValue(token, out var watcher))
            return null;
        var tap = new WireTap(watcher, clock);
        tap.Requested(context.Request);
        return tap;
    }
}
