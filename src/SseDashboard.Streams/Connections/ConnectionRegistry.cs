using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>
/// Every open event stream of this host: admits and refuses, keeps the clock for all, lists, drops one, and ends them all as
/// soon as a shutdown begins.
/// </summary>
public sealed partial class ConnectionRegistry : IDisposable
{
    private readonly ConcurrentDictionary<long, StreamConnection> _open = new();
    private readonly Lock _admission = new();
    private readonly Places _places;
    private readonly Places _openToAnyone;
    private readonly StreamOptions _options;
    private readonly TimeProvider _clock;
    private readonly WireTaps _taps;
    private readonly ILogger _log;
    private readonly StreamLife _ordinary;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stopping;

    private readonly long[] _refused = new long[Enum.GetValues<RefusalReason>().Length];
    private readonly long[] _ended = new long[Enum.GetValues<StreamEnd>().Length];
    private long _opened;
    private int _ticking;
    private bool _draining;

    /// <summary>Starts the clock.</summary>
    public ConnectionRegistry(
        IOptions<StreamOptions> options,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        WireTaps taps,
        IMeterFactory meters,
        ILogger<ConnectionRegistry> log)
    {
        _options = options.Value;
        _clock = clock;
        _taps = taps;
        _log = log;
        _places = new(
            _options.Connections, _options.ConnectionsPerAddress, RefusalReason.TooManyConnections, "event streams");
        _openToAnyone = new(
            Share(_options.Connections), Share(_options.ConnectionsPerAddress), RefusalReason.TooManyOpenToAnyone,
            "event streams that anyone may open");
        Metrics = new(meters, this);
        _ordinary = new(_options, new(), clock, log, Metrics);
        _timer = clock.CreateTimer(static registry => ((ConnectionRegistry)registry!).Tick(), this, _options.Tick, _options.Tick);
        _stopping = lifetime.ApplicationStopping.Register(Drain);
    }

    /// <summary>The bounds in force.</summary>
    public StreamOptions Options => _options;

    /// <summary>How many streams are open now.</summary>
    public int Count
    {
        get
        {
            lock (_admission)
                return _places.Taken;
        }
    }

    /// <summary>What became of all streams since the start.</summary>
    public ConnectionTotals Totals
    {
        get
        {
            lock (_admission)
            {
                return new(
                    _places.Taken,
                    _opened,
                    Enum.GetValues<RefusalReason>().ToDictionary(reason => reason, reason => _refused[(int)reason]),
                    Enum.GetValues<StreamEnd>().Skip(1).ToDictionary(reason => reason, reason => _ended[(int)reason]));
            }
        }
    }

    /// <summary>The open streams as they are now, oldest first.</summary>
    public IReadOnlyList<ConnectionInfo> Snapshot()
    {
        long now = _clock.GetTimestamp();
        var list = new List<ConnectionInfo>(Count);
        foreach (var (_, connection) in _open)
            list.Add(connection.Info(now));
        list.Sort(static (one, other) => one.Id.CompareTo(other.Id));
        return list;
    }

    /// <summary>Ends a stream; its client, if it is an event source, reconnects and resumes.</summary>
    /// <returns>Whether there was such a stream.</returns>
    public bool Drop(long id) => _open.TryGetValue(id, out var connection) && connection.End(StreamEnd.Dropped, cut: true);

    /// <summary>Stops the clock.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        _timer.Dispose();
    }

    internal StreamLife LifeOf(StreamSettings? settings) => settings is null or { Heartbeat: null, Lifetime: null, Retry: null }
        ? _ordinary
        : new(_options, settings, _clock, _log, Metrics);

    /// <summary>Serves a stream until it ends, or answers with a refusal.</summary>
    /// <returns>The connection, after its end; none if it was refused.</returns>
    internal async Task<StreamConnection?> RunAsync(HttpContext context, FrameSource source, StreamSettings? settings)
    {
        var tap = _taps.Tap(context);
        var address = StreamAddress.Of(context);
        bool openToAnyone = settings is { OpenToAnyone: true };
        if (Admit(address, openToAnyone) is { } refused)
        {
            StreamLog.StreamRefused(_log, context.Request.Path, address.Text, refused.Reason);
            await StreamRefusal.WriteAsync(context, refused, _options);
            tap?.Refused(context.Response, refused.Reason);
            return null;
        }

        StreamConnection? connection = null;
        try
        {
            connection = new(context, source, LifeOf(settings), Interlocked.Increment(ref _opened), tap);
            _open[connection.Id] = connection;
            // Admitted before a shutdown began, listed after it had gone through the list.
            if (Volatile.Read(ref _draining))
                connection.End(StreamEnd.Shutdown);
            await using var _ = context.RequestAborted.UnsafeRegister(
                static left => ((StreamConnection)left!).End(StreamEnd.ClientLeft), connection);
            connection.Open();
            await connection.Done;
        }
        finally
        {
            Release(address, openToAnyone, connection);
        }

        return connection;
    }

    private void Tick()
    {
        // A look that takes longer than the interval must not pile up.
        if (Interlocked.Exchange(ref _ticking, 1) != 0)
            return;
        long now = _clock.GetTimestamp();
        foreach (var (_, connection) in _open)
            connection.Tick(now);
        Volatile.Write(ref _ticking, 0);
    }
}
