using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Watching;

/// <summary>
/// Follows a load from the server to the screen: what the server wrote, and what the browser dispatched, took and showed. Lives as
/// long as its page and runs on the circuit's scheduler.
/// </summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="clock">The server's clock.</param>
/// <param name="count">Counts the events since the start of the load.</param>
public sealed class LoadMeter(
    IJSRuntime js, TimeProvider clock, Func<LoadCounts> count) : IAsyncDisposable
{
    private readonly JsModule _module = new(js, "./js/dashboard/load-meter.js");
    private DotNetObjectReference<LoadMeter>? _self;
    private long _readAt;

    /// <summary>Raised about once a second, while the page is open.</summary>
    public event Action? Changed;

    /// <summary>The name of the newest load, a new one for each.</summary>
    public string Run { get; private set; } = "";

    /// <summary>What the browser measured; <see langword="null"/> before the first report.</summary>
    public LoadFigures? Figures { get; private set; }

    /// <summary>The counts as they are now; the others are as old as the last report.</summary>
    public LoadCounts Now => count();

    /// <summary>Events that the server wrote.</summary>
    public Tally Written { get; private set; } = new();

    /// <summary>Events that the browser dispatched.</summary>
    public Tally Dispatched { get; private set; } = new();

    /// <summary>Events that the page took.</summary>
    public Tally Taken { get; private set; } = new();

    /// <summary>Events that the log showed.</summary>
    public Tally Shown { get; private set; } = new();

    /// <summary>Events that the page has dropped to make room for newer ones.</summary>
    public Tally Dropped { get; private set; } = new();

    /// <summary>Events that the page dropped before it could show them.</summary>
    public Tally Lost { get; private set; } = new();

    /// <summary>Starts to measure; call it before the page opens a stream.</summary>
    public Task StartAsync() => _module.StartAsync(_self = DotNetObjectReference.Create(this));

    /// <summary>Begins a new load, with a new name.</summary>
    public async Task ResetAsync()
    {
        Run = Guid.NewGuid().ToString("N");
        Figures = null;
        (Written, Dispatched, Taken, Shown, Dropped, Lost) = (new(), new(), new(), new(), new(), new());
        _readAt = clock.GetTimestamp();
        await _module.SettledAsync();
        if (_module.Started is { } meter && !_module.Left.IsCancellationRequested)
            await meter.InvokeVoidAsync("reset");
    }

    /// <summary>Called by the browser about once a second.</summary>
    [JSInvokable]
    public void OnMeasured(LoadFigures figures)
    {
        long now = clock.GetTimestamp();
        var time = clock.GetElapsedTime(_readAt, now);
        _readAt = now;
        var counts = Now;
        Written.Read(counts.Written, time);
        Taken.Read(counts.Taken, time);
        Dropped.Read(counts.Dropped, time);
        Lost.Read(counts.Lost, time);

        // By the browser's own clock: a report may be late.
        var browsers = Figures is { } before ? TimeSpan.FromMilliseconds(figures.Time - before.Time) : time;
        Dispatched.Read(figures.Dispatched, browsers);
        Shown.Read(figures.Shown, browsers);
        Figures = figures;
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _module.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
