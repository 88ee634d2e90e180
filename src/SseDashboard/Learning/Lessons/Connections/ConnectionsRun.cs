using Microsoft.JSInterop;
using SseDashboard.Interop;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>Several EventSources of one page, and what the host recorded of them. Runs on the circuit's scheduler.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="taps">The source of the host's records.</param>
/// <param name="fail">Shows an error on the page. The browser, which calls, would only send the snapshot again.</param>
internal sealed class ConnectionsRun(IJSRuntime js, WireTaps taps, Func<Exception, Task> fail) : IAsyncDisposable
{
    /// <summary>What the experiment does: an ordinary request, then a stream is closed, and another.</summary>
    public static readonly IReadOnlyList<string> Experiment = ["publish", "close", "close", "end"];

    /// <summary>What an attempt at the puzzle does.</summary>
    public static readonly IReadOnlyList<string> Puzzle = ["publish", "end"];

    private readonly JsModule _module = new(js, "./js/learn/connections.js");
    private DotNetObjectReference<ConnectionsRun>? _self;
    private HostRecord? _record;
    private RecordedConnections? _settled;
    private TaskCompletionSource _over = new();
    private int _sources;
    private int _listeners;
    private long _last;

    /// <summary>Raised after each snapshot, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>What the browser last reported; <see langword="null"/> before the first run, and after <see cref="ClearAsync"/>.</summary>
    public ConnectionsSnapshot? Browser { get; private set; }

    /// <summary>What the host recorded of the run, before the page closed what was still open.</summary>
    public RecordedConnections Host => _settled ?? RecordedConnections.Of(_record?.Read() ?? [], _record?.Refused ?? 0);

    /// <summary>Why the host has no record of the run; <see langword="null"/> if it has.</summary>
    public string? NotRecorded => _record?.Problem;

    /// <summary>Whether streams may still be open.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Starts a run and waits for its end. The task is cancelled when the page is left.</summary>
    /// <param name="url">The path of the stream, with a query.</param>
    /// <param name="publishUrl">The path to post the ordinary request to.</param>
    /// <param name="sources">How many EventSources to open.</param>
    /// <param name="listeners">How many parts of the page share them.</param>
    /// <param name="steps">What to do.</param>
    /// <param name="quiet">How long nothing must change before the next step.</param>
    public async Task RunAsync(string url, string publishUrl, int sources, int listeners, IReadOnlyList<string> steps, TimeSpan quiet)
    {
        await ClearAsync();
        (IsRunning, _sources, _listeners, _over) = (true, sources, listeners, new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            _record = new(taps);
            object options = new { url = _record.Watched(url), publishUrl, sources, listeners, steps, quiet = quiet.TotalMilliseconds };
            await _module.StartAsync(_self ??= DotNetObjectReference.Create(this), options);
            await _over.Task.WaitAsync(_module.Left);
        }
        finally
        {
            IsRunning = false;
        }
    }

    /// <summary>Closes every stream, and forgets the run.</summary>
    public async Task ClearAsync()
    {
        await _module.SettledAsync();
        await _module.StopAsync();
        _record?.Dispose();
        (_record, _settled, Browser, _last) = (null, null, null, 0);
        _over.TrySetResult();
    }

    /// <summary>Called by the browser with a snapshot. Ignores one that it already has.</summary>
    /// <param name="number">Counts the snapshots of one run from 1.</param>
    /// <param name="snapshot">What the script knows.</param>
    [JSInvokable]
    public async Task OnSnapshot(long number, ConnectionsSnapshot snapshot)
    {
        if (number <= _last || !IsRunning)
            return;
        _last = number;
        if (!snapshot.IsPlausible(_sources, _listeners))
        {
            await fail(new InvalidDataException("The browser sent what this page's script never sends."));
            return;
        }

        Browser = snapshot;
        if (snapshot.IsOver)
            _over.TrySetResult();
        Changed?.Invoke();
    }

    /// <summary>Called by the browser before each step. Returns how many requests the host has recorded, once it gets to it.</summary>
    [JSInvokable]
    public int OnQuiet() => Host.Requests.Count;

    /// <summary>Called by the browser when the run is over, before it closes what is still open. The first call counts.</summary>
    [JSInvokable]
    public void OnSettled() => _settled ??= Host;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _record?.Dispose();
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
