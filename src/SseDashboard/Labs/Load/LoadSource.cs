using System.Globalization;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>
/// Writes a load: every few milliseconds all events that are due by then, in one flush. The rate is exact over time because the
/// number due is computed from the elapsed time, and nothing is queued: a client that falls behind gets more per flush.
/// </summary>
/// <remarks>
/// The id of an event is its sequence number, from 1. Its data is JSON: <c>sequence</c>; <c>written</c>, the time of the write in
/// Unix milliseconds; and a <c>padding</c> to the requested size. A <c>done</c> event without an id follows the last one.
/// </remarks>
/// <param name="load">What to write.</param>
/// <param name="last">The sequence number of the last event that the client has; 0 for none.</param>
/// <param name="run">The name under which the load is listed, if it has one.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class LoadSource(Load load, long last, string? run, TimeProvider clock) : FrameSource
{
    // Short enough that a burst of what is due is a few kilobytes at 20,000 events/s, long enough to cost next to nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly long _resumed = last;
    private readonly string _padding = new('x', load.Size);
    private readonly long _started = clock.GetTimestamp();
    private ITimer? _timer;
    private long _written = last;
    private bool _done;

    /// <summary>The name of the load, if it has one.</summary>
    public string? Run => run;

    /// <summary>The sequence number of the last event written.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <inheritdoc/>
    public override string LastEventId => Written.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override long? Lag => Math.Max(0, Due - Written);

    private long Due => Math.Min(load.Events, _resumed + load.DueAfter(clock.GetElapsedTime(_started)));

    /// <inheritdoc/>
    public override void Attach(StreamConnection connection) =>
        _timer = clock.CreateTimer(_ => connection.Wake(), null, Interval, Interval);

    /// <inheritdoc/>
    public override bool Write(StreamConnection connection)
    {
        if (_done)
        {
            connection.Complete();
            return false;
        }

        long due = Due;
        long next = _written + 1;
        double now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        for (int bytes = 0; next <= due && bytes < StreamConnection.MaxBytesPerFlush; next++, bytes += load.Size)
            connection.Put(Event(next, now));
        bool wrote = next - 1 > _written;
        Volatile.Write(ref _written, next - 1);
        if (_written < load.Events)
            return wrote;

        connection.Put(EventFrame.Of(new()
        {
            Type = "done",
            Data = string.Create(CultureInfo.InvariantCulture, $$"""{"events":{{load.Events}}}"""),
        }));
        _done = true;
        return true;
    }

    /// <inheritdoc/>
    public override void Detach()
    {
        _timer?.Dispose();
        // Its callback holds the connection, and with it the request, while the ended load is still listed.
        _timer = null;
    }

    private EventFrame Event(long sequence, double now)
    {
        string id = sequence.ToString(CultureInfo.InvariantCulture);
        string head = string.Create(CultureInfo.InvariantCulture, $"{{\"sequence\":{sequence},\"written\":{now:F3},\"padding\":\"");
        int padding = load.Size - "id: \ndata: \"}\n\n".Length - id.Length - head.Length;
        return EventFrame.Of(new() { Id = id, Data = string.Concat(head, _padding.AsSpan(0, padding), "\"}") });
    }
}
