using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

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

    /// <summary>
    /// Keeps how a watched request was refused, for <see cref="RecordedRefusalExtensions.UseRecordedRefusals"/>. Call it before
    /// the refusal is written, once its <c>Retry-After</c> is set. Does nothing for a request that nobody watches.
    /// </summary>
    /// <param name="context">The refused request.</param>
    /// <param name="problem">The problem details of the response.</param>
    public void Record(HttpContext context, ProblemDetails problem) =>
        Find(context.Request)?.Record(new(problem, context.Response.Headers.RetryAfter));

    /// <summary>The watcher whose token the request carries, if any.</summary>
    internal WireWatcher? Find(HttpRequest request) =>
        Count > 0 && request.Query[Parameter] is [{ } token] && _watchers.TryGetValue(token, out var watcher) ? watcher : null;

    internal void Forget(WireWatcher watcher)
    {
        if (_watchers.TryRemove(watcher.Token, out _))
            Interlocked.Decrement(ref _count);
    }

    /// <summary>A tap that has reported this request, if the request carries a watcher's token.</summary>
    internal WireTap? Tap(HttpContext context)
    {
        if (Find(context.Request) is not { } watcher)
            return null;
        var tap = new WireTap(watcher, _clock);
        tap.Requested(context.Request);
        return tap;
    }
}
