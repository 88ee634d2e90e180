using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace SseDashboard.Labs;

/// <summary>The tickers of the pages, a bounded number.</summary>
/// <param name="options">The bounds.</param>
/// <param name="clock">The host's clock.</param>
public sealed class Tickers(IOptions<LessonLabOptions> options, TimeProvider clock)
{
    private const int TokenBytes = 16;

    private readonly ConcurrentDictionary<string, Ticker> _tickers = new();
    private int _count;

    /// <summary>Adds a ticker with a new token; <see langword="null"/> if there are <see cref="LessonLabOptions.MaxTickers"/>.</summary>
    public Ticker? Add(TickScript script)
    {
        if (Interlocked.Increment(ref _count) > options.Value.MaxTickers)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return _tickers[token] = new(token, script, clock, this);
    }

    /// <summary>Finds a ticker by its token.</summary>
    public Ticker? Find(string token) => _tickers.GetValueOrDefault(token);

    internal void Remove(Ticker ticker)
    {
        if (_tickers.TryRemove(ticker.Token, out _))
            Interlocked.Decrement(ref _count);
    }
}
