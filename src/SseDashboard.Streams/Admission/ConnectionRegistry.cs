using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SseDashboard.Streams;

/// <summary>
/// All open event streams of this host. Admits them, lists them, drops one on request, and ends them all as soon as a shutdown
/// begins.
/// </summary>
public sealed partial class ConnectionRegistry : IDisposable
{
    private readonly ConcurrentDictionary<long, StreamConnection> _open = new();
    private readonly Lock _admission = new();
    private readonly ConnectionLimit _limit;
    private readonly ConnectionLimit _publicLimit;
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

    internal ConnectionRegistry(
        StreamOptions options,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        WireTaps taps,
        StreamMetrics metrics,
        ILogger<ConnectionRegistry> log)
    {
        Options = options;
        Metrics = metrics;
        _clock = clock;
        _taps = taps;
        _log = log;
        _limit = new(
            options.MaxConnections, options.MaxConnectionsPerAddress, RefusalReason.TooManyConnections, "event streams");
        _publicLimit = new(
            PublicShareOf(options.MaxConnections), PublicShareOf(options.MaxConnectionsPerAddress),
            RefusalReason.TooManyPublicConnections, "event streams that anyone may open");
        _ordinary = new(options, new(), clock, log, metrics);
        Observe();
        _timer = clock.CreateTimer(
            static registry => ((ConnectionRegistry)registry!).Tick(), this, options.ClockInterval, options.ClockInterval);
        _stopping = lifetime.ApplicationStopping.Register(Drain);
    }

    /// <summary>The options in force.</summary>
    public StreamOptions Options { get; }

    /// <summary>How many streams are open now.</summary>
    public int Count
    {
        get
        {
            lock (_admission)
                return _limit.Count;
        }
    }

    /// <summary>Counts of all streams since the start.</summary>
    public ConnectionTotals Totals
    {
        get
        {
            lock (_admission)
            {
                return new(
                    _limit.Count,
                    _opened,
                    Enum.GetValues<RefusalReason>().ToDictionary(reason => reason, reason => _refused[(int)reason]),
                    Enum.GetValues<StreamEnd>().Skip(1).ToDictionary(reason => reason, reason => _ended[(int)reason]));
            }
        }
    }

    /// <summary>A snapshot of the open streams, oldest first.</summary>
    public IReadOnlyList<EventStreamInfo> Snapshot()
    {
        long now = _clock.GetTimestamp();
        var list = new List<EventStreamInfo>(Count);
        foreach (var (_, connection) in _open)
            list.Add(connection.Info(now));
        list.Sort(static (one, other) => one.Id.CompareTo(other.Id));
        return list;
    }

    /// <summary>Ends a stream. An <c>EventSource</c> reconnects and resumes.</summary>
    /// <returns>Whether the stream was open.</returns>
    public bool Drop(long id) => _open.TryGetValue(id, out var connection) && connection.End(StreamEnd.Dropped, cut: true);

    /// <summary>Stops the timer.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        _timer.Dispose();
    }

    internal StreamLife LifeOf(StreamSettings? settings) =>
        settings is null or { HeartbeatInterval: null, MaxLifetime: null, ReconnectionInterval: null, IsVerbatim: false }
        ? _ordinary
        : new(Options, settings, _clock, _log, Metrics);

    /// <summary>Serves a stream until it ends, or responds with a refusal.</summary>
    /// <returns>The ended connection; none if it was refused.</returns>
    internal async Task<StreamConnection?> RunAsync(HttpContext context, FrameSource source, StreamSettings? settings)
    {
        var tap = _taps.Tap(context);
        var address = StreamAddress.Of(context);
        bool isPublic = settings is { IsPublic: true };
        if (Admit(address, isPublic) is { } refused)
        {
            StreamLog.StreamRefused(_log, context.Request.Path, address.Text, refused.Reason);
            await StreamRefusal.WriteAsync(context, refused, Options);
            tap?.Refused(context.Response, refused.Reason);
            return null;
        }

        StreamConnection? connection = null;
        try
        {
            connection = new(context, source, LifeOf(settings), Interlocked.Increment(ref _opened), tap);
            _open[connection.Id] = connection;
            // A shutdown that began between the admission and the listing has not seen this connection.
            if (Volatile.Read(ref _draining))
                connection.End(StreamEnd.Shutdown);
            await using var _ = context.RequestAborted.UnsafeRegister(
                static state => ((StreamConnection)state!).End(StreamEnd.ClientLeft), connection);
            connection.Open();
            await connection.Done;
        }
        finally
        {
            Release(address, isPublic, connection);
        }

        return connection;
    }

    private void Tick()
    {
        // Skips a tick that comes while the last one is still running.
        if (Interlocked.Exchange(ref _ticking, 1) != 0)
            return;
        long now = _clock.GetTimestamp();
        foreach (var (_, connection) in _open)
            connection.Tick(now);
        Volatile.Write(ref _ticking, 0);
    }
}
