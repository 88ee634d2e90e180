using System.Runtime.ExceptionServices;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Inspecting;

/// <summary>
/// What the inspector knows: the connections made to one address, one after the other, and what the newest one shows. Call it on
/// the circuit's scheduler only.
/// </summary>
public sealed partial class InspectSession : IAsyncDisposable
{
    /// <summary>The most connections that the ledger lists; older ones are dropped.</summary>
    public const int MaxConnections = 50;

    // Blocks between two looks at the clock, and the longest time for each part of a look: together they must not keep the circuit
    // from a click.
    private const int Portion = 500;
    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(20);

    private readonly Func<RelayRequest, Observation, CancellationToken, Task> _relay;
    private readonly Func<Observation, Func<ObservedRequest, DateTimeOffset, Observation>, CancellationToken, Task>? _browser;
    private readonly ObservingOptions _bounds;
    private readonly TimeProvider _clock;
    private readonly SessionTicker _ticker;
    private readonly List<InspectedConnection> _connections = [];
    private Observation? _observation;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private long _examined;

    /// <summary>Prepares a session.</summary>
    /// <param name="relay">Makes a request and observes it to its end.</param>
    /// <param name="bounds">The bounds of an observation.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="changed">Called when <see cref="Look"/> has something new: at most ten times a second, on any thread.</param>
    /// <param name="browser">
    /// Makes a request from the browser and observes it to its end, on the circuit's scheduler; what it is passed begins the
    /// observation of a request that the browser makes by itself. <see langword="null"/> without a browser.
    /// </param>
    internal InspectSession(
        Func<RelayRequest, Observation, CancellationToken, Task> relay, ObservingOptions bounds, TimeProvider clock, Action changed,
        Func<Observation, Func<ObservedRequest, DateTimeOffset, Observation>, CancellationToken, Task>? browser = null)
    {
        (_relay, _bounds, _clock, _browser) = (relay, bounds, clock, browser);
        Rows = new(clock);
        Assembled = new(bounds, clock);
        _ticker = new(clock, changed);
        Probes = new(relay, bounds, clock, () => Connection?.Snapshot, _ticker.Start, _ticker.Touch);
    }

    /// <summary>The connections, oldest first.</summary>
    public IReadOnlyList<InspectedConnection> Connections => _connections;

    /// <summary>How many older connections were dropped.</summary>
    public int DroppedConnections { get; private set; }

    /// <summary>The newest connection; <see langword="null"/> before the first one.</summary>
    public InspectedConnection? Connection => _connections.Count > 0 ? _connections[^1] : null;

    /// <summary>The blocks of the newest connection.</summary>
    public BlockRows Rows { get; }

    /// <summary>The text that the newest connection's fragments amount to.</summary>
    public StreamAssembly Assembled { get; }

    /// <summary>The figures of the newest connection.</summary>
    public StreamFigures Figures { get; private set; } = new(default);

    /// <summary>What is wrong with the stream; <see langword="null"/> until it was looked at.</summary>
    public DiagnosisResult? Findings { get; private set; }

    /// <summary>Whether a connection is open, or the browser is about to reconnect.</summary>
    public bool IsOpen => Connection is { Snapshot.End: null } || (Connection is { Snapshot.End.Kind: ObservedEndKind.Interrupted } && !_running.IsCompleted);

    private bool IsBehind => !Rows.IsDone || !Assembled.IsDone;

    /// <summary>Further requests that find out more about the stream.</summary>
    public InspectProbes Probes { get; }

    /// <summary>Begins a session with a connection.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hostReadsToo">Whether the host makes it too, to see what an EventSource does not show.</param>
    public void Connect(ObservedRequest request, bool hostReadsToo = false)
    {
        if (IsOpen)
            return;
        _connections.Clear();
        _observations.Clear();
        Probes.Clear();
        DroppedConnections = 0;
        Start(request, new HashSet<string>(), hostReadsToo);
    }

    /// <summary>Connects again, with the last event ID. Does nothing while a connection is open.</summary>
    public void ConnectAgain()
    {
        if (IsOpen || Connection is not { } before)
            return;
        string id = before.ResumesAfter;
        var request = before.Snapshot.Request;
        var headers = request.Headers.Where(header => !header.Name.Equals("Last-Event-ID", StringComparison.OrdinalIgnoreCase));
        before.Release();
        Start(
            request with { Headers = [.. headers, .. id.Length > 0 ? [new ObservedHeader("Last-Event-ID", id)] : Array.Empty<ObservedHeader>()] },
            before.Resumed.Ids, HostReads);
    }

    /// <summary>Stops the connection.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Takes what has arrived.</summary>
    public void Look()
    {
        if (_observation is null || Connection is not { } connection)
            return;
        if (_running.IsFaulted)
            ExceptionDispatchInfo.Throw(_running.Exception.InnerException!);
        Probes.ThrowIfFaulted();
        connection.Look();
        var snapshot = connection.Snapshot;
        bool isExamined = Examine(connection);
        Rows.Drop(snapshot.Counts.DroppedBlocks);
        Rows.Take(LookTime, snapshot.End is null ? null : snapshot.Unfinished);
        Assembled.Take(LookTime, snapshot);
        var now = _clock.GetUtcNow();
        Figures.Measure(snapshot.End?.At ?? now, snapshot.Counts);
        AskHostWhy(snapshot);
        bool isDiagnosed = Diagnose(snapshot, now);
        _ticker.Looked(isBusy: IsOpen || HostReads || Probes.IsRunning || !isExamined || IsBehind || !isDiagnosed);
    }

    /// <summary>Shows other blocks.</summary>
    public void SetFilter(BlockFilter filter)
    {
        Rows.SetFilter(filter);
        Rows.Take(LookTime, Connection is { Snapshot: { End: not null } ended } ? ended.Unfinished : null);
        _ticker.Looked(isBusy: IsOpen || Probes.IsRunning || IsBehind);
    }

    /// <summary>Joins the fragments of the stream in another way, from its beginning.</summary>
    /// <param name="choice">One of <see cref="StreamAssembly.Choices"/>.</param>
    /// <param name="path">The JSON path, for <see cref="StreamAssembly.OwnPath"/>.</param>
    public void Assemble(string choice, string path)
    {
        Assembled.Choose(choice, path);
        if (Connection is { } connection)
            Assembled.Take(LookTime, connection.Snapshot);
        _ticker.Looked(isBusy: IsOpen || Probes.IsRunning || IsBehind);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ticker.DisposeAsync();
        await Probes.DisposeAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_running, _hostReading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // Each block once, for the figures and the ledger. Returns whether all were.
    private bool Examine(InspectedConnection connection)
    {
        long began = _clock.GetTimestamp();
        while (_clock.GetElapsedTime(began) < LookTime)
        {
            var (first, blocks) = _observation!.BlocksFrom(_examined, Portion);
            Figures.Rates.Miss(first - _examined);
            foreach (var block in blocks)
            {
                Figures.Take(block);
                connection.Resumed.Take(block);
            }

            _examined = first + blocks.Count;
            if (blocks.Count < Portion)
                return true;
        }

        return false;
    }
}
