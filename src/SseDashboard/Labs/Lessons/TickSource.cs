using System.Globalization;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>One stream of a ticker.</summary>
/// <param name="ticker">The ticker.</param>
/// <param name="request">The number of the request.</param>
/// <param name="next">The next tick to write.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class TickSource(Ticker ticker, int request, long next, TimeProvider clock) : FrameSource
{
    // A tick is at most this late, which no one sees in a log.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly TickScript _script = ticker.Script;
    private ITimer? _timer;
    private StreamConnection? _connection;
    private long _next = next;
    private bool _hasResumed;
    private bool _isDone;

    /// <inheritdoc/>
    public override string? LastEventId => _script.HasIds && Volatile.Read(ref _next) > 1 ? Id(Volatile.Read(ref _next) - 1) : null;

    /// <inheritdoc/>
    public override void Attach(StreamConnection connection)
    {
        _connection = connection;
        ticker.Update(request, opened => opened with { Stream = connection.Id });
        _timer = clock.CreateTimer(_ => connection.Wake(), null, LookEvery, LookEvery);
    }

    // excerpt: write-ticks
    /// <inheritdoc/>
    public override bool Write(StreamConnection connection)
    {
        if (_isDone)
        {
            connection.Complete();
            return false;
        }

        long due = ticker.Due, oldest = Math.Max(1, due - _script.History + 1), first = _next;
        if (!_hasResumed && _next < oldest)
        {
            Missed(connection, oldest - _next);
            first = _next = oldest;
        }

        _hasResumed = true;
        for (; _next <= due; Volatile.Write(ref _next, _next + 1))
            connection.Put(EventFrame.Of(new() { Id = _script.HasIds ? Id(_next) : null, Type = "tick", Data = Id(_next) }));
        if (_next > first)
            ticker.Wrote(request, first, _next - 1);
        if (_next > _script.Ticks)
            Final(connection);
        return _next > first || _isDone;
    }
    // end excerpt

    /// <inheritdoc/>
    public override void Detach()
    {
        _timer?.Dispose();
        // Its callback holds the connection, and with it the request.
        _timer = null;
        ticker.Update(request, ended => ended with { EndedAt = clock.GetUtcNow(), End = _connection!.Reason });
        _connection = null;
    }

    // The standard has no signal for events that are gone (whatwg/html#8297), so the stream says it in an event.
    private void Missed(StreamConnection connection, long missed)
    {
        connection.Put(EventFrame.Of(new() { Type = GapNotice.EventType, Data = string.Create(CultureInfo.InvariantCulture, $"{{\"missed\":{missed}}}") }));
        ticker.Update(request, resumed => resumed with { Missed = missed });
    }

    private void Final(StreamConnection connection)
    {
        connection.Put(EventFrame.Of(new() { Type = "final", Data = "Final event" }));
        _isDone = true;
        ticker.Update(request, ended => ended with { HasFinal = true });
    }

    private static string Id(long number) => number.ToString(CultureInfo.InvariantCulture);
}
