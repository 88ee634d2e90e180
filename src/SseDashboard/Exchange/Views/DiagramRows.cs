using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>
/// Lays the exchange out in rows. Time runs down, but not to scale: each step gets one row, a pause says how long it was, and
/// many frames in a short time are drawn together, so that ten events and ten thousand can be read alike.
/// </summary>
public static class DiagramRows
{
    /// <summary>The shortest pause that gets a row, in ms: a person notices half a second.</summary>
    public const double Pause = 500;

    /// <summary>The fewest frames that are drawn together: fewer are quicker to read than to open.</summary>
    public const int FewestOfBurst = 8;

    /// <summary>The longest time between two frames of a burst, in ms: the eye takes them for one.</summary>
    public const double BurstStep = 20;

    /// <summary>The longest time that is drawn together, in ms, so that a steady flood still shows its time.</summary>
    public const double LongestBurst = 1_000;

    /// <summary>The rows of all connections, oldest first.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="open">The bursts to show frame by frame, by the number of their first step.</param>
    public static DiagramRow[] Of(IReadOnlyList<ExchangeConnection> connections, IReadOnlySet<long> open)
    {
        var rows = new List<DiagramRow>();
        foreach (var connection in connections)
            Add(rows, connection, open);
        return [.. rows];
    }

    private static void Add(List<DiagramRow> rows, ExchangeConnection connection, IReadOnlySet<long> open)
    {
        DiagramRow Row(DiagramRowKind kind) => new(kind, (kind, connection.Number), connection);

        rows.Add(Row(DiagramRowKind.Connection));
        rows.Add(Row(DiagramRowKind.Request));

        // Pauses are told by the server's clock; the browser's counts only where the server's half is not known at all.
        double? last = connection.Wire is { } wire ? TimeOf(wire.Request?.At) : connection.Browser?.Connecting?.Time;
        if (connection.Wire?.Response is not null || connection.Browser?.Opened is not null)
        {
            rows.Add(Row(DiagramRowKind.Response));
            last = TimeOf(connection.Wire?.Response?.At) ?? last;
        }

        AddFrames(rows, connection, open, ref last);
        foreach (var browser in connection.Unmatched)
        {
            var step = new FrameStep(-1 - browser.Row, browser);
            rows.Add(new(DiagramRowKind.Frame, (DiagramRowKind.Frame, step.Number), connection) { Step = step });
        }

        double? end = connection.Wire is null ? connection.Browser?.End?.Time : TimeOf(connection.Wire.End?.At);
        AddPause(rows, connection, ref last, end, key: -connection.Number);

        // The side that caused the end stands first. Their times are of two clocks and cannot tell.
        bool browserEnds = connection.Wire?.End is null || connection.Wire.End.Reason == StreamEnd.ClientLeft;
        var ends = new List<DiagramRow>();
        if (connection.Wire?.End is not null)
            ends.Add(Row(DiagramRowKind.ServerEnd));
        if (connection.Browser?.End is not null)
            ends.Insert(browserEnds ? 0 : ends.Count, Row(DiagramRowKind.BrowserEnd));
        rows.AddRange(ends);
    }

    private static void AddFrames(List<DiagramRow> rows, ExchangeConnection connection, IReadOnlySet<long> open, ref double? last)
    {
        var frames = connection.Frames;
        for (int i = 0; i < frames.Count;)
        {
            var first = frames[i];
            AddPause(rows, connection, ref last, TimeOf(first), key: first.Number);
            int count = BurstLength(frames, i);
            bool isOpen = count == 1 || open.Contains(first.Number);
            if (count > 1)
            {
                // A copy, as the model goes on while a person looks at this row.
                var burst = frames.Skip(i).Take(count).ToArray();
                rows.Add(new(DiagramRowKind.Burst, (DiagramRowKind.Burst, first.Number), connection)
                {
                    Step = first,
                    Burst = burst,
                    IsOpen = isOpen,
                    Milliseconds = (TimeOf(burst[^1]) ?? 0) - (TimeOf(first) ?? 0),
                });
            }

            for (int j = i; isOpen && j < i + count; j++)
                rows.Add(new(DiagramRowKind.Frame, (DiagramRowKind.Frame, frames[j].Number), connection) { Step = frames[j] });
            i += count;
            last = TimeOf(frames[i - 1]) ?? last;
        }
    }

    private static int BurstLength(IReadOnlyList<FrameStep> frames, int first)
    {
        int count = 1;
        double? begin = TimeOf(frames[first]);
        double? last = begin;
        while (first + count < frames.Count
            && TimeOf(frames[first + count]) is { } time
            && time - last <= BurstStep
            && time - begin <= LongestBurst)
        {
            last = time;
            count++;
        }

        return count >= FewestOfBurst ? count : 1;
    }

    private static void AddPause(List<DiagramRow> rows, ExchangeConnection connection, ref double? last, double? next, long key)
    {
        if (next - last is { } pause && pause >= Pause)
            rows.Add(new(DiagramRowKind.Pause, (DiagramRowKind.Pause, key), connection) { Milliseconds = pause });

        last = next ?? last;
    }

    private static double? TimeOf(FrameStep step) => step.Wire is { } wire ? UnixTime.Of(wire.Flushed ?? wire.At) : null;

    private static double? TimeOf(DateTimeOffset? at) => at is { } time ? UnixTime.Of(time) : null;
}
