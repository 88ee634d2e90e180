using System.Globalization;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>
/// A clock that ticks whether anyone listens or not, from its first request on. A client that was away resumes after its last
/// tick, as far as the ticks are kept. It records its requests.
/// </summary>
/// <param name="token">The token in its address: only its page knows it.</param>
/// <param name="script">What it writes.</param>
/// <param name="clock">The host's clock.</param>
/// <param name="owner">All tickers.</param>
public sealed class Ticker(string token, TickScript script, TimeProvider clock, Tickers owner) : IDisposable
{
    // A page that reconnects every 0.2 s for a minute and a half; then the record stays as it is, and Total goes on.
    private const int MaxRequests = 500;

    private readonly Lock _lock = new();
    private readonly List<TickRequest> _requests = [];
    private volatile int _status = StatusCodes.Status200OK;
    private long _began;
    private int _total;

    /// <summary>Raised when a request came, a stream ended or <c>final</c> was written; on any thread.</summary>
    public event Action? Changed;

    /// <summary>The token in its address.</summary>
    public string Token { get; } = token;

    /// <summary>What it writes.</summary>
    public TickScript Script { get; } = script;

    /// <summary>How it answers a request: 200 with a stream, or another status code.</summary>
    public int Status
    {
        get => _status;
        set => _status = value;
    }

    /// <summary>The number of the newest tick; 0 before the first.</summary>
    public long Due => _began == 0 ? 0 : Math.Min(Script.Ticks, clock.GetElapsedTime(_began).Ticks / Script.Interval.Ticks);

    /// <summary>How many requests came, those beyond the record included.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>The requests in order: the first few hundred.</summary>
    public IReadOnlyList<TickRequest> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>Records a request. Returns the status of its answer, and with 200 the source of its stream.</summary>
    internal (int Status, TickSource? Source) Receive(HttpRequest request)
    {
        int status = Status, number;
        string? lastEventId = request.GetLastEventId();
        lock (_lock)
        {
            if (_began == 0)
                _began = clock.GetTimestamp();
            number = ++_total;
            if (number <= MaxRequests)
                _requests.Add(new(number, clock.GetUtcNow(), request.Query.ContainsKey(WireTaps.Parameter), lastEventId, status) { Due = Due });
        }

        if (status != StatusCodes.Status200OK)
        {
            Update(number, answered => answered with { EndedAt = answered.At });
            return (status, null);
        }

        Changed?.Invoke();
        return (status, new(this, number, NextAfter(lastEventId, number), clock));
    }

    /// <summary>Changes the record of a request.</summary>
    internal void Update(int number, Func<TickRequest, TickRequest> change)
    {
        Note(number, change);
        Changed?.Invoke();
    }

    /// <summary>Notes the ticks that were written to a request. That is no change: the page hears of its ticks itself.</summary>
    internal void Wrote(int number, long first, long last) =>
        Note(number, wrote => wrote with { First = wrote.First == 0 ? first : wrote.First, Last = last });

    /// <summary>Ends the streams that are open, as a connection that breaks does. Returns how many.</summary>
    public int Drop(ConnectionRegistry registry) =>
        Requests.Count(request => request is { Stream: > 0, EndedAt: null } && registry.Drop(request.Stream));

    /// <summary>Removes it: its address no longer exists.</summary>
    public void Dispose() => owner.Remove(this);

    private void Note(int number, Func<TickRequest, TickRequest> change)
    {
        lock (_lock)
        {
            if (number <= _requests.Count)
                _requests[number - 1] = change(_requests[number - 1]);
        }
    }

    // excerpt: resume
    // A client that sends no id has nothing to resume from: it gets what comes from now on.
    private long NextAfter(string? lastEventId, int request) =>
        long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out long last) && last <= Due
            ? last + 1
            : request == 1 ? 1 : Due + 1;
    // end excerpt
}
