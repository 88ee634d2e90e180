using Microsoft.JSInterop;
using SseDashboard.Feed;
using SseDashboard.Interop;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>
/// Both ends of a page's streams: the feed from the browser and the server's records of the same connections, matched in an
/// exchange, with the difference of the two clocks. Lives as long as its page.
/// </summary>
public sealed class WatchedStream : IAsyncDisposable
{
    // As often as the browser's batches. More renders a second are a blur, and an immediate one delays the dispatch of the events
    // that are already on their way to the browser.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    // In intervals: longer than a browser takes that reports at the slower pace of a high rate.
    private const int LongestWait = 3;

    // Shorter than the runtime's own limit of a minute, whose cancellation looks like a lost circuit.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WireTaps _taps;
    private readonly TimeProvider _clock;
    private readonly Func<Action, Task> _dispatch;
    private readonly Func<Exception, Task> _fail;
    private readonly CancellationTokenSource _stop = new();
    private WireWatcher? _watcher;
    private Task _draining = Task.CompletedTask;
    private volatile int _waiting; // the intervals for which records have waited to be shown

    /// <summary>Prepares everything and opens nothing.</summary>
    /// <param name="js">The circuit's JavaScript runtime.</param>
    /// <param name="taps">The source of the server's records.</param>
    /// <param name="clock">The server's clock.</param>
    /// <param name="dispatch">Runs an action on the circuit's scheduler.</param>
    /// <param name="fail">Shows an error on the page.</param>
    public WatchedStream(
        IJSRuntime js, WireTaps taps, TimeProvider clock, Func<Action, Task> dispatch, Func<Exception, Task> fail)
    {
        (_taps, _clock, _dispatch, _fail) = (taps, clock, dispatch, fail);
        Feed = new(js, fail);
        Clocks = new(js, clock);
        Clocks.Changed += () => Changed?.Invoke();
        Feed.ItemAdded += Exchange.Add;
        Feed.Changed += Show;
    }

    /// <summary>Raised when either half changed, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>The browser's half.</summary>
    public BrowserFeed Feed { get; }

    /// <summary>Both halves, matched.</summary>
    public ExchangeModel Exchange { get; } = new();

    /// <summary>The difference of the two clocks.</summary>
    public ClockDifference Clocks { get; }

    /// <summary>Why the server's half is missing; <see langword="null"/> if it is not.</summary>
    public string? NotWatched { get; private set; }

    /// <summary>Opens a stream, and measures the clocks the first time. Does nothing if the circuit is lost.</summary>
    /// <param name="request">The request.</param>
    /// <param name="types">The event types that the page listens for; <see langword="null"/> for a client that takes every event.</param>
    /// <exception cref="TimeoutException">The browser has not answered for half a minute.</exception>
    public Task ConnectAsync(FeedRequest request, IReadOnlyCollection<string>? types) =>
        JsReference.IfConnected(() => OpenAsync(request, types)).AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Not CancelAsync, and the feed and the clock at once: a clock that is slow to answer must not keep a stream open.
        _stop.Cancel();
        _watcher?.Dispose();
        var clocks = Clocks.DisposeAsync();
        try
        {
            await Feed.DisposeAsync();
        }
        finally
        {
            await _draining;
            _stop.Dispose();
            await clocks;
        }
    }

    private async ValueTask OpenAsync(FeedRequest request, IReadOnlyCollection<string>? types)
    {
        Exchange.SetListening(types);
        // A new watcher counts connections from its first one; earlier ones have no counterpart to be paired with.
        if (Watch())
            Exchange.Clear();
        await ConnectFeedAsync(request with { Watch = _watcher?.Token });
        if (Clocks.Estimate is null)
            await Clocks.MeasureAsync();
    }

    private async Task ConnectFeedAsync(FeedRequest request)
    {
        try
        {
            await Feed.ConnectAsync(request).WaitAsync(Patience, _clock);
        }
        catch (TimeoutException silence)
        {
            // The time can run out just before the page is left, and its continuation run just after.
            if (_stop.IsCancellationRequested)
                throw new OperationCanceledException();
            throw new TimeoutException(
                $"The browser has not opened the stream within {Patience.TotalSeconds} s: it does not answer, or a module does not load.",
                silence);
        }
    }

    // Starts to watch the server's half if it can; returns whether it did so now.
    private bool Watch()
    {
        if (_watcher is not null)
            return false;
        try
        {
            _watcher = _taps.Watch();
        }
        catch (InvalidOperationException error)
        {
            NotWatched = error.Message;
            return false;
        }

        NotWatched = null;
        _draining = DrainAsync(_watcher);
        return true;
    }

    private async Task DrainAsync(WireWatcher watcher)
    {
        try
        {
            while (_waiting > 0 || await watcher.Records.WaitToReadAsync(_stop.Token))
            {
                await Task.Delay(Interval, _clock, _stop.Token);
                var batch = new List<WireRecord>();
                while (watcher.Records.TryRead(out var record))
                    batch.Add(record);
                await _dispatch(() => Take(batch));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page has been left.
        }
        catch (Exception error) when (!_stop.IsCancellationRequested)
        {
            await _fail(error);
        }
    }

    // The records wait for the browser's report of the same events, so that the page renders once for both; but not for long,
    // because there may be none.
    private void Take(List<WireRecord> batch)
    {
        Exchange.Add(batch);
        if (_waiting > 0 || batch.Count > 0)
            _waiting++;
        if (_waiting >= LongestWait)
            Show();
    }

    private void Show()
    {
        _waiting = 0;
        Changed?.Invoke();
    }
}
