using Microsoft.JSInterop;
using SseDashboard.Feed;
using SseDashboard.Interop;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>The streams of a page with both of their ends: the feed, the exchange and the clocks. It lives as long as its page.</summary>
public sealed class WatchedStream : IAsyncDisposable
{
    private readonly FeedSession _session;

    /// <summary>Prepares everything and opens nothing.</summary>
    /// <param name="js">The circuit's JavaScript.</param>
    /// <param name="taps">Where the server's half comes from.</param>
    /// <param name="clock">The server's clock.</param>
    /// <param name="dispatch">Runs an action on the circuit's scheduler.</param>
    /// <param name="fail">Shows an error on the page.</param>
    public WatchedStream(
        IJSRuntime js, WireTaps taps, TimeProvider clock, Func<Action, Task> dispatch, Func<Exception, Task> fail)
    {
        _session = new(js, taps, clock, dispatch, fail);
        Clocks = new(js, clock);
        Clocks.Changed += () => Changed?.Invoke();
        Feed.ItemAdded += Exchange.Add;
        Feed.Changed += () => Changed?.Invoke();
        _session.WireArrived += OnWire;
    }

    /// <summary>Raised when either half has something new, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>The browser's half.</summary>
    public BrowserFeed Feed => _session.Feed;

    /// <summary>Both halves, matched.</summary>
    public ExchangeModel Exchange { get; } = new();

    /// <summary>How far the two clocks are apart.</summary>
    public ClockDifference Clocks { get; }

    /// <summary>Why the server's half is missing, or <see langword="null"/> while nothing is wrong.</summary>
    public string? NotWatched => _session.NotWatched;

    /// <summary>Opens a stream, and compares the clocks once.</summary>
    /// <param name="request">What to open.</param>
    /// <param name="types">The types that the page listens for; none for a client that takes every event.</param>
    /// <exception cref="TimeoutException">The browser does not answer for half a minute, or is away for as long.</exception>
    public Task ConnectAsync(FeedRequest request, IReadOnlyCollection<string>? types) =>
        JsReference.IfConnected(() => OpenAsync(request, types)).AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Both are let go of in the moment in which the page is left; a clock that is slow to answer keeps no stream open.
        var clocks = Clocks.DisposeAsync();
        try
        {
            await _session.DisposeAsync();
        }
        finally
        {
            await clocks;
        }
    }

    private async ValueTask OpenAsync(FeedRequest request, IReadOnlyCollection<string>? types)
    {
        Exchange.SetListening(types);
        // The watcher counts its connections from the first one that it sees: those before have no other half to be paired with.
        if (_session.Watch())
            Exchange.Clear();
        await _session.ConnectAsync(request);
        if (Clocks.Estimate is null)
            await Clocks.MeasureAsync();
    }

    private void OnWire(IReadOnlyList<WireRecord> records)
    {
        foreach (var record in records)
            Exchange.Add(record);
        Changed?.Invoke();
    }
}
