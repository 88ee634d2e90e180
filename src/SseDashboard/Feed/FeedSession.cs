using Microsoft.JSInterop;
using SseDashboard.Streams;

namespace SseDashboard.Feed;

/// <summary>
/// Both ends of a page's streams: the feed from the browser, and what the server's connections report to this page alone. It
/// lives as long as the component that owns it.
/// </summary>
/// <param name="js">The circuit's browser.</param>
/// <param name="taps">Where the server's half comes from.</param>
/// <param name="clock">Paces the batches.</param>
/// <param name="dispatch">Runs an action on the circuit's scheduler.</param>
/// <param name="fail">Shows an error on the page: what takes a batch is called by nobody who could.</param>
public sealed class FeedSession(
    IJSRuntime js, WireTaps taps, TimeProvider clock, Func<Action, Task> dispatch, Func<Exception, Task> fail) : IAsyncDisposable
{
    // As the browser's batches: more renders a second nobody can follow, and one at once would keep the browser from dispatching
    // the events that are on their way.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    // Less than the runtime gives a call by itself (a minute): what it does then looks like a circuit that has gone.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MaxBatch = 1_000;

    private readonly CancellationTokenSource _stop = new();
    private WireWatcher? _watcher;
    private Task _draining = Task.CompletedTask;

    /// <summary>The browser's half.</summary>
    public BrowserFeed Feed { get; } = new(js, fail);

    /// <summary>Why the server's half is missing, or <see langword="null"/> while nothing is wrong.</summary>
    public string? NotWatched { get; private set; }

    /// <summary>Raised for each batch of the server's half, on the circuit's scheduler.</summary>
    public event Action<IReadOnlyList<WireRecord>>? WireArrived;

    /// <summary>Begins to watch, if it can and has not yet.</summary>
    /// <returns>Whether it has begun now.</returns>
    public bool Watch()
    {
        if (_watcher is not null)
            return false;
        try
        {
            _watcher = taps.Watch();
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

    /// <summary>Opens a stream that reports to this page, if there is a watch.</summary>
    /// <exception cref="TimeoutException">The browser does not answer for half a minute, or is away for as long.</exception>
    public async Task ConnectAsync(FeedRequest request)
    {
        try
        {
            await Feed.ConnectAsync(request with { Watch = _watcher?.Token }).WaitAsync(Patience, clock);
        }
        catch (TimeoutException silence)
        {
            // The time can run out just before the page is left, and be told just after.
            if (_stop.IsCancellationRequested)
                throw new OperationCanceledException();
            throw new TimeoutException(
                $"The browser has not opened the stream within {Patience.TotalSeconds} s: it does not answer, or a module does not load.",
                silence);
        }
    }

    private async Task DrainAsync(WireWatcher watcher)
    {
        try
        {
            while (await watcher.Records.WaitToReadAsync(_stop.Token))
            {
                await Task.Delay(Interval, clock, _stop.Token);
                var batch = new List<WireRecord>();
                while (batch.Count < MaxBatch && watcher.Records.TryRead(out var record))
                    batch.Add(record);
                await dispatch(() => WireArrived?.Invoke(batch));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page has gone, and with it whom to tell.
        }
        catch (Exception error) when (!_stop.IsCancellationRequested)
        {
            await fail(error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // At once, not as CancelAsync does it: the feed is to be let go of in the moment in which the page is left.
        _stop.Cancel();
        _watcher?.Dispose();
        try
        {
            await Feed.DisposeAsync();
        }
        finally
        {
            await _draining;
            _stop.Dispose();
        }
    }
}
